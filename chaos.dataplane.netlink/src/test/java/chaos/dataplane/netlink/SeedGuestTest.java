package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.ProbeTrain;
import chaos.api.dataplane.Capability;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Corruption;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Seed;
import chaos.api.link.Direction;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.linux.LinuxException;
import chaos.linux.traffic.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The same seed gives every packet the same fate, on a kernel whose netem has one (Linux 6.6); an older one is told
 * from it. Which bit is flipped is not the seed's business, nor is it the time at which a packet leaves.
 */
@Tag("netem")
class SeedGuestTest {

    private static final Duration SETTLE = Duration.ofMillis(250);
    private static final ProbeTrain TRAIN = new ProbeTrain(2000, 200, 4000, 1);
    private static final Impairment FATES = Impairment.NONE
            .withLoss(new LossModel.Bernoulli(Probability.ofPercent(20), Correlation.NONE))
            .withDuplication(new Duplication(Probability.ofPercent(10), Correlation.NONE))
            .withCorruption(new Corruption.Share(Probability.ofPercent(10), Correlation.NONE));

    private Lab lab;
    private NetlinkDataPlane plane;
    private Wire wire;

    @BeforeEach
    void open() throws IOException, DataPlaneException {
        lab = new Lab();
        lab.switchOn();
        plane = lab.plane();
        plane.attach();
        lab.awaitConnected();
        wire = lab.wire();
    }

    @AfterEach
    void close() throws IOException {
        plane.stop();
        lab.close();
    }

    /** Each arrival: which packet, and whether it was corrupted. */
    private List<String> fates() throws LinuxException, InterruptedException {
        var trace = wire.send(TRAIN, SETTLE).trace();
        return IntStream.range(0, trace.arrivals())
                .mapToObj(i -> trace.probe(i) + (trace.isCorrupted(i) ? "!" : ""))
                .toList();
    }

    private List<String> fatesAfter(Impairment impairment) throws Exception {
        plane.apply(Direction.PORT2, impairment);
        return fates();
    }

    @Test
    void sameSeed_givesTheSameFates() throws Exception {
        var seeded = FATES.withSeed(new Seed(4_711));
        if (NetemGuestTest.isBefore(6, 6)) {
            isRefused(seeded);
            return;
        }
        var first = fatesAfter(seeded);
        assertTrue(first.size() > TRAIN.count() / 2 && first.size() < TRAIN.count(), "of all, " + first.size());
        assertTrue(first.stream().anyMatch(fate -> fate.endsWith("!")), "some are corrupted");
        assertNotEquals(first, fates(), "the sequence goes on");
        assertEquals(first, fatesAfter(seeded), "set again it begins again");
        assertNotEquals(first, fatesAfter(FATES.withSeed(new Seed(4_712))));
        assertEquals(first, fatesAfter(seeded));
        var read = plane.read(Direction.PORT2, Optional.of(seeded));
        assertEquals(seeded.seed(), read.impairment().seed());
        assertEquals(List.of(), read.unverifiable());
    }

    @Test
    void changeWithoutASeed_goesOnWithTheSequence() throws Exception {
        if (NetemGuestTest.isBefore(6, 6)) {
            assertEquals(Transition.REBUILT, plane.apply(Direction.PORT2, FATES).transition());
            assertNotEquals(fates(), fates(), "without a seed no train is like the one before");
            return;
        }
        var first = fatesAfter(FATES.withSeed(new Seed(7)));
        plane.apply(Direction.PORT2, FATES.withSeed(new Seed(7)));
        plane.apply(
                Direction.PORT2, FATES.withLoss(new LossModel.Bernoulli(Probability.ofPercent(30), Correlation.NONE)));
        plane.apply(Direction.PORT2, FATES);
        assertEquals(first, fates(), "nobody drew meanwhile, and nothing started anew");
    }

    private void isRefused(Impairment seeded) {
        var refused = assertThrows(DataPlaneException.class, () -> plane.apply(Direction.PORT2, seeded));
        assertEquals(Reason.NOT_SUPPORTED, refused.reason());
        var refusal = refused.refusals().get(0);
        assertEquals("/seed", refusal.field());
        assertTrue(refusal.detail().contains("boot Linux 6.6 or newer"), refusal.detail());
        assertTrue(!plane.capabilities().supports(Capability.SEED));
    }
}
