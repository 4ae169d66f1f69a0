package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.PlaneNotice.Kind;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.RateLimit;
import chaos.api.link.Direction;
import chaos.api.unit.BitRate;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The network namespace of the ports is deleted, and another one gets its name. */
@Tag("kernel")
class NamespaceKernelTest {

    private static final Impairment RATE = Impairment.NONE.withRate(RateLimit.of(BitRate.parse("10mbit")));

    private final Noticed noticed = new Noticed();
    private Lab lab;
    private NetlinkDataPlane plane;
    private Impairment held;

    @BeforeEach
    void open() throws IOException, DataPlaneException {
        lab = new Lab();
        lab.switchOn();
        plane = lab.plane();
        plane.attach();
        plane.watch(noticed);
        held = plane.apply(Direction.PORT1, RATE).canonical();
    }

    @AfterEach
    void close() throws IOException {
        plane.stop();
        lab.close();
    }

    private void delete() throws IOException {
        Lab.run("ip", "netns", "del", lab.appliance);
    }

    /** As if somebody had made a namespace of that name with other ports in it. */
    private void giveTheNameTo(Lab other) throws IOException {
        String name = lab.path().toString();
        Lab.run("sh", "-c", "touch " + name + " && mount --bind " + other.path() + " " + name);
    }

    @Test
    void anotherOfTheSameName_isFoundAndGetsWhatWasProgrammed() throws Exception {
        try (var other = new Lab()) {
            other.switchOn();
            delete();
            giveTheNameTo(other);
            noticed.await(Kind.PORTS, "was deleted, and the ports with it");
            assertEquals(held, plane.read(Direction.PORT1, Optional.of(held)).impairment());
            assertTrue(other.shown("p1").contains("qdisc tbf c4a: root"), other.shown("p1"));
            other.awaitConnected();
            noticed.await(Kind.MISSED, "everything was read anew");
            other.tc("qdisc", "del", "dev", "p1", "root");
            noticed.await(Kind.STATE, "port1");
            plane.stop();
            assertFalse(other.ip("link").contains("chaos-default"), "it is given back in the new one");
        }
    }

    @Test
    void anotherOfTheSameName_isFoundByTheNextOperationToo() throws Exception {
        try (var other = new Lab()) {
            other.switchOn();
            String before = other.interfaces();
            delete();
            giveTheNameTo(other);
            awaitApplied();
            assertTrue(other.shown("p2").contains("qdisc tbf c4a: root"), other.shown("p2"));
            assertTrue(other.shown("p1").contains("qdisc tbf c4a: root"), "what was on the other one is there too");
            plane.detach();
            assertEquals(before, other.interfaces());
        }
    }

    /** To look whether it is another one is worth doing some times a second, not each time. */
    private void awaitApplied() throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!Lab.run("tc", "-n", lab.appliance, "qdisc", "show", "dev", "p2").contains("tbf")) {
            assertTrue(System.nanoTime() < deadline, "it was never found");
            plane.apply(Direction.PORT2, RATE);
        }
    }

    @Test
    void namespaceThatIsGone_isNamedUntilItIsThereAgain() throws Exception {
        delete();
        noticed.await(Kind.PORTS, "the network namespace " + lab.path() + " was deleted");
        noticed.await(Kind.PORTS, "interface p1 went away");
        var refused = assertThrows(DataPlaneException.class, () -> plane.read(Direction.PORT1, Optional.of(held)));
        assertEquals(Reason.NO_SUCH_PORT, refused.reason());
        assertTrue(refused.detail().contains(lab.path().toString()), refused.detail());
        plane.detach(); // as control does then
        awaitGone(lab.host1);
        awaitGone(lab.host2);
        assertEquals(
                Reason.NO_SUCH_PORT,
                assertThrows(DataPlaneException.class, plane::attach).reason());

        Lab.run("ip", "netns", "add", lab.appliance);
        lab.veth("p1", lab.host1, "10.77.0.1/24");
        lab.veth("p2", lab.host2, "10.77.0.2/24");
        lab.introduce();
        noticed.await(Kind.PORTS, "interface p1 is there again");
        lab.switchOn();
        plane.attach();
        lab.awaitConnected();
    }

    /** The other end of a port goes when its namespace does, which nothing of ours may keep alive. */
    private static void awaitGone(String host) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (Lab.run("ip", "-n", host, "link").contains("eth0")) {
            assertTrue(System.nanoTime() < deadline, "something keeps the deleted namespace alive");
        }
    }
}
