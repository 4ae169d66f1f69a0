package chaos.dataplane.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import chaos.api.dataplane.DataPlane;
import chaos.api.link.Direction;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The suite finds every fault that is planted, and none where there is none. */
final class ContractBitesTest {

    private static final ThreadLocal<Fault> PLANTED = ThreadLocal.withInitial(() -> Fault.NONE);

    /** Not a test of its own name: it is only run by this class, with a fault planted. */
    static final class Planted extends TrafficContract {

        private final FakePlane.Wire wire = new FakePlane.Wire();

        @Override
        protected DataPlane newPlane() {
            var good = new FakePlane("fake", true, wire).refusing("/corruption/ber", "/seed");
            return new FaultyPlane(good, PLANTED.get());
        }

        @Override
        protected void send(Direction direction, int packets, int bytes) {
            ((FaultyPlane) plane()).good().send(direction, packets, bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void suite_findsTheFault(Fault fault) {
        PLANTED.set(fault);
        var tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Planted.class))
                .execute()
                .testEvents();
        assertTrue(tests.started().count() > 100, "the suite was not run");
        if (fault == Fault.NONE) {
            assertEquals(0, tests.failed().count(), () -> names(tests.failed()));
        } else {
            assertTrue(tests.failed().count() > 0, "nothing failed");
        }
    }

    private static String names(Events events) {
        return events.stream()
                .map(event -> event.getTestDescriptor().getDisplayName() + " " + event.getPayload())
                .collect(Collectors.joining("; "));
    }
}
