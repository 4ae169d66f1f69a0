package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.PlaneNotice;
import chaos.api.dataplane.PlaneNotice.Kind;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.link.Direction;
import chaos.api.unit.BitRate;
import chaos.linux.wire.SocketNotices;
import chaos.linux.wire.SocketTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What others do to the ports is seen at once, on a real kernel, with {@code ip} and {@code tc} as the others. */
@Tag("kernel")
class DriftKernelTest {

    private static final Impairment QUEUE = Impairment.NONE.withQueue(new QueueLimit.Packets(9));
    private static final Impairment RATE = Impairment.NONE.withRate(RateLimit.of(BitRate.parse("10mbit")));
    /** The kernel at least doubles it; a handful of notices fit. */
    private static final int SMALL_BUFFER = 4096;

    private final BlockingQueue<PlaneNotice> notices = new LinkedBlockingQueue<>();
    private Lab lab;
    private NetlinkDataPlane plane;

    @BeforeEach
    void open() throws IOException, DataPlaneException {
        lab = new Lab();
        lab.switchOn();
        begin(lab.plane());
    }

    private void begin(NetlinkDataPlane fresh) throws DataPlaneException {
        plane = fresh;
        plane.attach();
        plane.watch(notices::add);
    }

    @AfterEach
    void close() throws IOException {
        plane.stop();
        lab.close();
    }

    /** The next notice of this kind whose text has this in it; others may come before. */
    private PlaneNotice await(Kind kind, String text) throws InterruptedException {
        var others = new ArrayList<PlaneNotice>();
        while (true) {
            var notice = notices.poll(10, TimeUnit.SECONDS);
            assertTrue(notice != null, "never told of " + kind + " " + text + ", only of " + others);
            if (notice.kind() == kind && notice.detail().contains(text)) {
                return notice;
            }
            others.add(notice);
        }
    }

    @Test
    void qdiscChangedByHand_isNoticedWithin100Milliseconds() throws Exception {
        plane.apply(Direction.PORT1, QUEUE);
        lab.tc("qdisc", "change", "dev", "p1", "root", "handle", "c4c:", "pfifo", "limit", "10");
        long changed = System.nanoTime();
        var notice = await(Kind.STATE, "port1");
        assertEquals(Optional.of(Direction.PORT1), notice.direction());
        long millis = (System.nanoTime() - changed) / 1_000_000;
        assertTrue(millis < 100, "it took " + millis + " ms after tc had ended");
        assertFalse(QUEUE.equals(plane.read(Direction.PORT1, Optional.of(QUEUE)).impairment()));
    }

    @Test
    void whatNoFieldCanSay_isNoticedAndHealed() throws Exception {
        var held = plane.apply(Direction.PORT1, RATE).canonical();
        assertEquals(List.of(), plane.read(Direction.PORT1, Optional.of(held)).unasked());
        var change = "qdisc change dev p1 root handle c4a: tbf rate 10mbit burst 3044 limit 125000 mpu 64";
        lab.tc(change.split(" "));
        await(Kind.STATE, "port1");
        var read = plane.read(Direction.PORT1, Optional.of(held));
        assertEquals(List.of("tbf counts every packet as 64 bytes or more (mpu)"), details(read.unasked()));
        plane.apply(Direction.PORT1, RATE);
        assertEquals(List.of(), plane.read(Direction.PORT1, Optional.of(held)).unasked());

        lab.tc("qdisc", "replace", "dev", "p1", "parent", "c4a:1", "handle", "9:", "pfifo", "limit", "83");
        await(Kind.STATE, "port1");
        assertEquals(
                List.of("qdisc pfifo 9:0 at c4a:1 was not put there by CHAOS"),
                details(plane.read(Direction.PORT1, Optional.of(held)).unasked()));
    }

    private static List<String> details(List<Warning> warnings) {
        return warnings.stream().map(Warning::detail).toList();
    }

    @Test
    void qdiscDeletedByHand_isNoticed() throws Exception {
        plane.apply(Direction.PORT2, RATE);
        lab.tc("qdisc", "del", "dev", "p2", "root");
        assertEquals(Optional.of(Direction.PORT2), await(Kind.STATE, "").direction());
        assertTrue(plane.read(Direction.PORT2, Optional.of(RATE)).impairment().isNone());
    }

    @Test
    void ownChanges_areNotNoticed() throws Exception {
        for (int i = 1; i <= 20; i++) {
            plane.apply(Direction.PORT1, RATE.withQueue(new QueueLimit.Packets(100 + i)));
            plane.apply(Direction.PORT2, Impairment.NONE.withQueue(new QueueLimit.Packets(i)));
            plane.clear(Direction.PORT1);
            plane.clear(Direction.PORT2);
        }
        lab.tc("qdisc", "add", "dev", "p2", "root", "handle", "5:", "pfifo", "limit", "7");
        var first = new ArrayList<PlaneNotice>();
        first.add(await(Kind.STATE, ""));
        assertEquals(Optional.of(Direction.PORT2), first.get(0).direction(), "the first is what tc did");
    }

    @Test
    void moreThanThereIsRoomFor_isSaidAndReadAnew() throws Exception {
        plane.stop();
        var settings = lab.settings();
        begin(new NetlinkDataPlane(
                settings,
                new PlaneDescription(new PlaneName("netlink"), "test", true),
                new SocketTransport(settings.ports().namespace()),
                SocketTransport.generic(settings.ports().namespace()),
                SocketNotices.of(settings.ports().namespace(), SMALL_BUFFER),
                Clock.systemUTC()));
        plane.apply(Direction.PORT1, QUEUE);
        var batch = Files.createTempFile("chaos-flood", ".tc");
        try {
            var lines = new ArrayList<String>();
            for (int i = 0; i < 500; i++) {
                lines.add("qdisc change dev p1 root handle c4c: pfifo limit " + (10 + i));
            }
            Files.write(batch, lines);
            var busy = plane;
            synchronized (busy) { // the watch waits for whoever works on the plane, so nobody receives meanwhile
                lab.tc("-batch", batch.toString());
            }
        } finally {
            Files.delete(batch);
        }
        await(Kind.MISSED, "ENOBUFS");
        lab.tc("qdisc", "del", "dev", "p1", "root");
        await(Kind.STATE, "port1");
    }

    @Test
    void bridgeDeletedByHand_isMadeAgain() throws Exception {
        plane.apply(Direction.PORT1, QUEUE);
        lab.awaitConnected();
        lab.ip("link", "del", "chaos-default");
        await(Kind.PORTS, "bridge chaos-default was removed by somebody else; it was made again");
        lab.awaitConnected();
        String bridge = lab.ip("-d", "link", "show", "chaos-default");
        assertTrue(bridge.contains("NOARP") && bridge.contains("alias chaos:1 link=default"), bridge);
        assertEquals(QUEUE, plane.read(Direction.PORT1, Optional.of(QUEUE)).impairment());
        plane.stop();
        assertFalse(lab.ip("link").contains("chaos-default"));
    }

    @Test
    void portTakenOutOfTheBridge_isPutBack() throws Exception {
        lab.ip("link", "set", "p2", "nomaster");
        await(Kind.PORTS, "it was set up again");
        assertTrue(lab.ip("link", "show", "p2").contains("master chaos-default"));
    }

    @Test
    void bridgeSwitchedOff_isSwitchedOnAgain() throws Exception {
        lab.ip("link", "set", "chaos-default", "down");
        await(Kind.PORTS, "it was set up again");
        assertTrue(lab.ip("link", "show", "chaos-default").contains(",UP"), "frames pass again");
    }

    @Test
    void portPutIntoAnotherBridge_isTheirs() throws Exception {
        lab.ip("link", "add", "br9", "type", "bridge");
        lab.ip("link", "set", "p2", "master", "br9");
        await(Kind.PORTS, "no longer in bridge chaos-default");
        assertTrue(lab.ip("link", "show", "p2").contains("master br9"));
    }

    @Test
    void portInAnotherBridge_isNotTakenWhenOursIsDeleted() throws Exception {
        lab.ip("link", "add", "br9", "type", "bridge");
        lab.ip("link", "set", "p2", "master", "br9");
        await(Kind.PORTS, "no longer in bridge chaos-default");
        lab.ip("link", "del", "chaos-default");
        await(Kind.PORTS, "chaos-default was removed by somebody else, and a port is gone or in another bridge");
        assertTrue(lab.ip("link", "show", "p2").contains("master br9"));
        assertFalse(lab.ip("link").contains("chaos-default"));
        lab.ip("link", "set", "p2", "nomaster");
        await(Kind.PORTS, "bridge chaos-default was removed by somebody else; it was made again");
        assertTrue(lab.ip("link", "show", "p2").contains("master chaos-default"));
    }

    @Test
    void silenceTakenAway_isRestored() throws Exception {
        lab.ip("link", "set", "chaos-default", "arp", "on");
        await(Kind.PORTS, "it was set up again");
        assertTrue(lab.ip("link", "show", "chaos-default").contains("NOARP"));
    }

    @Test
    void linkFlap_isTold() throws Exception {
        Lab.run("ip", "-n", lab.host1, "link", "set", "eth0", "down");
        await(Kind.PORTS, "port p1 lost its link partner");
        assertFalse(plane.ports().get(0).carrier());
        Lab.run("ip", "-n", lab.host1, "link", "set", "eth0", "up");
        await(Kind.PORTS, "port p1 has a link partner");
        assertTrue(plane.ports().get(0).carrier());
        lab.ip("link", "set", "p1", "mtu", "1400");
        await(Kind.PORTS, "the MTU of port p1 is 1400, was 1500");
    }

    @Test
    void interfaceThatGoesAndComes_isTold() throws Exception {
        lab.ip("link", "del", "p2");
        await(Kind.PORTS, "interface p2 went away");
        lab.veth("p2", lab.host2, "10.77.0.2/24");
        await(Kind.PORTS, "interface p2 is there again");
        assertEquals(
                List.of("p1", "p2"),
                plane.ports().stream().map(port -> port.name().value()).toList());
    }
}
