package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.RateLimit;
import chaos.api.link.Direction;
import chaos.api.unit.BitRate;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody does below one of our qdiscs, in the moment and in the order in which it hurts. */
@Tag("kernel")
class BlackHoleKernelTest {

    private static final Impairment RATE = rate("10mbit");

    private Lab lab;
    private NetlinkDataPlane plane;
    private Impairment held;

    private static Impairment rate(String text) {
        return Impairment.NONE.withRate(RateLimit.of(BitRate.parse(text)));
    }

    @BeforeEach
    void open() throws IOException, DataPlaneException {
        lab = new Lab();
        lab.switchOn();
        plane = lab.plane();
        plane.attach();
        lab.awaitConnected();
        held = plane.apply(Direction.PORT2, RATE).canonical();
    }

    @AfterEach
    void close() throws IOException {
        plane.stop();
        lab.close();
    }

    private void putForeignChild() throws IOException {
        lab.tc("qdisc", "replace", "dev", "p2", "parent", "c4a:1", "handle", "9:", "pfifo", "limit", "500");
    }

    private List<Warning> unasked() throws DataPlaneException {
        return plane.read(Direction.PORT2, Optional.of(held)).unasked();
    }

    private void deleteTheChild() throws IOException, DataPlaneException {
        putForeignChild();
        lab.tc("qdisc", "del", "dev", "p2", "parent", "c4a:1");
        assertEquals(0, lab.ping(3).received(), "tbf drops everything");
        var told = unasked();
        assertEquals(1, told.size(), told::toString);
        assertEquals(Warning.NOTHING_PASSES, told.get(0).reason());
        assertTrue(told.get(0).detail().contains("apply the impairment again"), told::toString);
    }

    @Test
    void childThatWasDeleted_isToldAndHealedByTheSameImpairment() throws IOException, DataPlaneException {
        deleteTheChild();
        plane.apply(Direction.PORT2, RATE);
        assertEquals(List.of(), unasked());
        assertEquals(3, lab.ping(3).received());
    }

    @Test
    void childThatWasDeleted_isHealedByClear() throws IOException, DataPlaneException {
        deleteTheChild();
        plane.clear(Direction.PORT2);
        assertEquals(3, lab.ping(3).received());
    }

    /** As long as nobody looked, other numbers are sent without a look before them. */
    @Test
    void childThatCameSinceTheLastLook_isNotTouchedAndOursIsPutBack() throws IOException, DataPlaneException {
        putForeignChild();
        var refused = assertThrows(DataPlaneException.class, () -> plane.apply(Direction.PORT2, rate("20mbit")));
        assertEquals(Reason.FOREIGN, refused.reason());
        assertTrue(refused.detail().contains("pfifo 9:0"), refused.detail());
        assertTrue(refused.detail().contains("its limit may be another one"), refused.detail());
        assertTrue(lab.shown("p2").contains("rate 10Mbit"), lab.shown("p2"));
        var again = assertThrows(DataPlaneException.class, () -> plane.apply(Direction.PORT2, rate("20mbit")));
        assertTrue(lab.shown("p2").contains("rate 10Mbit"), again.detail());
    }

    /** A new tbf has a queue that the kernel put there and does not list. */
    @Test
    void rootThatSomebodyMadeAnew_isNoBlackHole() throws IOException, DataPlaneException {
        lab.tc("qdisc", "del", "dev", "p2", "root");
        lab.tc(
                "qdisc", "add", "dev", "p2", "root", "handle", "c4a:", "tbf", "rate", "20mbit", "burst", "10kb",
                "limit", "100kb");
        assertEquals(3, lab.ping(3).received());
        assertEquals(List.of(), unasked());
    }

    @Test
    void queueWithoutRoom_isTold() throws IOException, DataPlaneException {
        lab.tc("qdisc", "change", "dev", "p2", "parent", "c4a:1", "handle", "c4c:", "pfifo", "limit", "0");
        assertEquals(0, lab.ping(3).received());
        assertTrue(
                unasked().stream().anyMatch(warning -> warning.reason().equals(Warning.NOTHING_PASSES)),
                "a queue of no packets lets none pass");
        plane.apply(Direction.PORT2, RATE);
        assertEquals(List.of(), unasked());
        assertEquals(3, lab.ping(3).received());
    }
}
