package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.PlaneNotice;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A port that is moved to another network namespace and comes back, with its number and with what we made of it. */
@Tag("kernel")
class MovedPortKernelTest {

    private static final Impairment LATE = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(20)));

    private final Queue<PlaneNotice> told = new ConcurrentLinkedQueue<>();
    private Lab lab;
    private PacketDataPlane plane;
    private String elsewhere;
    private boolean offloadsWereOff;

    @BeforeEach
    void open() throws IOException, DataPlaneException {
        lab = new Lab();
        lab.switchOn();
        elsewhere = lab.appliance + "-x";
        Lab.run("ip", "netns", "add", elsewhere);
        offloadsWereOff = offloadsAreOff();
        plane = lab.plane();
        plane.watch(told::add);
        plane.attach();
        plane.apply(Direction.PORT2, LATE);
        lab.awaitConnected();
    }

    @AfterEach
    void close() throws IOException {
        plane.stop();
        Lab.run("ip", "netns", "del", elsewhere);
        lab.close();
    }

    private boolean offloadsAreOff() {
        var looking = lab.plane();
        try {
            return looking.ports().get(1).offloadsOff();
        } finally {
            looking.stop();
        }
    }

    private void leave() throws IOException {
        lab.ip("link", "set", "p2", "netns", elsewhere);
    }

    private void comeBack() throws IOException {
        Lab.run("ip", "-n", elsewhere, "link", "set", "p2", "netns", lab.appliance);
        lab.ip("link", "set", "p2", "up");
    }

    private void assertAsItWas() throws IOException {
        plane.stop();
        String shown = Lab.run("ip", "-n", lab.appliance, "link", "show", "p2");
        assertFalse(shown.contains("NOARP"), shown);
        assertTrue(shown.contains(",UP"), shown);
        assertEquals(offloadsWereOff, offloadsAreOff());
    }

    @Test
    void thatIsBackAtOnce_isTakenAnewWithItsState() throws IOException, DataPlaneException {
        int number = lab.index(lab.appliance, "p2");
        leave();
        comeBack();
        assertEquals(number, lab.index(lab.appliance, "p2"));
        Lab.await("somebody is told", () -> told.stream()
                .anyMatch(notice -> notice.detail().contains("went away and came back")));
        assertEquals(LATE, plane.read(Direction.PORT2, Optional.empty()).impairment());
        lab.awaitConnected();
        assertAsItWas();
    }

    @Test
    void thatTakesLongerFrames_goesOnWithItsStateAndTellsSo() throws IOException, DataPlaneException {
        lab.ip("link", "set", "p2", "mtu", "4000");
        assertEquals(LATE, plane.read(Direction.PORT2, Optional.empty()).impairment());
        Lab.await("somebody is told", () -> told.stream()
                .anyMatch(notice -> notice.detail().contains("may be lost uncounted")));
        lab.awaitConnected();
    }

    @Test
    void thatIsBackLater_isGivenBackAsItWasFoundFirst() throws IOException, DataPlaneException {
        leave();
        var gone = assertThrows(DataPlaneException.class, () -> plane.read(Direction.PORT2, Optional.empty()));
        assertEquals(Reason.NO_SUCH_PORT, gone.reason());
        plane.detach();
        comeBack();
        plane.attach();
        lab.awaitConnected();
        assertAsItWas();
    }
}
