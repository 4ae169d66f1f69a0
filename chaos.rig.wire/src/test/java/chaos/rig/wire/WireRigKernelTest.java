package chaos.rig.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.Measurement;
import chaos.api.calibration.MeasurementRequest;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.RigException;
import chaos.api.dataplane.PlaneName;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.linux.traffic.TwoHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real packets between two namespaces, with a plain bridge as the plane. */
@Tag("kernel")
class WireRigKernelTest {

    private static final LinkName LINK = new LinkName("default");
    private static final Duration SETTLE = Duration.ofMillis(200);
    private static final ProbeTrain TRAIN = new ProbeTrain(4000, 200, 4000, 1);
    /** Goes on until the test has done to it what it wants. */
    private static final ProbeTrain LONG = new ProbeTrain(8000, 200, 4000, 1);

    @TempDir
    private Path nothingNamed;

    private TwoHosts hosts;
    private WireRig rig;

    @BeforeEach
    void open() throws IOException {
        hosts = new TwoHosts();
        hosts.ip("link", "add", "br0", "type", "bridge", "mcast_snooping", "0");
        hosts.switchOn();
        for (String port : List.of("p1", "p2")) {
            hosts.silenceIpv6(port);
            hosts.ip("link", "set", port, "master", "br0");
        }
        hosts.ip("link", "set", "br0", "addrgenmode", "none", "up");
        hosts.awaitConnected();
        rig = new WireRig(hosts.ports("default"));
    }

    @AfterEach
    void close() throws IOException {
        hosts.close();
    }

    private Measurement measure(Direction direction, ProbeTrain train) throws RigException, InterruptedException {
        return rig.measure(new MeasurementRequest(LINK, direction, train, SETTLE));
    }

    /** What the machine's other work does to a train is no failure here. */
    private static List<String> disturbances(Measurement measurement) {
        return measurement.disturbances().stream()
                .filter(text -> !text.endsWith("the processor is busy"))
                .toList();
    }

    @Test
    void measureFloor_isTheRigAloneAndLeavesNothing() throws Exception {
        long before = namespacesHeld();
        for (int bytes : new int[] {60, 1514, 9000}) {
            var floor = rig.measureFloor(new ProbeTrain(4000, bytes, 4000, 1), SETTLE);
            assertEquals(4000, floor.trace().arrivals());
            assertEquals(
                    0,
                    floor.trace().lost()
                            + floor.trace().corrupted()
                            + floor.trace().inversions());
            assertTrue(Arrays.stream(floor.trace().oneWayDelays()).allMatch(delay -> delay > 0));
            assertEquals(List.of(), disturbances(floor));
        }
        assertEquals(before, namespacesHeld(), "without a name and not held: they are gone");
    }

    /** Open files of this process that are network namespaces. */
    private static long namespacesHeld() throws IOException {
        long count = 0;
        try (var files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (var file : files) {
                count += isNamespace(file) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean isNamespace(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("net:[");
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    @Test
    void measure_goesInAtOneFarEndAndOutAtTheOther() throws Exception {
        for (var direction : Direction.values()) {
            long before = sentBy(direction);
            var measured = measure(direction, TRAIN);
            assertEquals(TRAIN.count(), measured.trace().arrivals(), measured::toString);
            assertEquals(List.of(), disturbances(measured));
            assertTrue(sentBy(direction) - before >= TRAIN.count(), "it leaves by the port of that name");
        }
    }

    private long sentBy(Direction port) throws IOException {
        return sent(hosts.appliance, port == Direction.PORT1 ? "p1" : "p2");
    }

    private static long sent(String namespace, String device) throws IOException {
        var file = "/sys/class/net/" + device + "/statistics/tx_packets";
        return Long.parseLong(
                TwoHosts.run("ip", "netns", "exec", namespace, "cat", file).strip());
    }

    @Test
    void measure_seesWhatIsOnTheWay() throws Exception {
        hosts.tc("qdisc", "add", "dev", "p2", "root", "tbf", "rate", "1mbit", "burst", "2000", "limit", "20000");
        var measured = measure(Direction.PORT2, TRAIN);
        double bits = (measured.trace().arrivals() - 10) * TRAIN.bytes() * 8.0;
        long took = measured.trace().arrivedAt(measured.trace().arrivals() - 1)
                - measured.trace().arrivedAt(9);
        assertEquals(1.0, bits * 1e3 / took, 0.05, "Mbit/s");
        assertTrue(measured.trace().lost() > 1000, "what the queue had no room for");
        assertEquals(0, measure(Direction.PORT1, TRAIN).trace().lost(), "the other direction");
    }

    @Test
    void measure_tellsOfOtherTraffic() throws Exception {
        var train = measuring();
        assertEquals(20, hosts.ping(20).received());
        var disturbed = disturbances(train.get(60, TimeUnit.SECONDS));
        assertEquals(2, disturbed.size(), disturbed::toString);
        assertTrue(disturbed.get(0).startsWith("there was other traffic on the link: "), disturbed.get(0));
        assertTrue(disturbed.get(0).contains("EtherType 0x0800 from "), disturbed.get(0));
        assertEquals("there was other traffic on the link: 20 frames in the other direction", disturbed.get(1));
    }

    @Test
    void measure_tellsThatTheLinkWentDownAndCameBack() throws Exception {
        var train = measuring();
        hosts.ip("link", "set", "p2", "down");
        hosts.ip("link", "set", "p2", "up");
        var disturbed = disturbances(train.get(60, TimeUnit.SECONDS));
        assertTrue(
                disturbed.contains("the far end of port2 (eth0 in /run/netns/" + hosts.host2 + ") lost its link"),
                disturbed::toString);
    }

    @Test
    void measure_tellsThatAPortWentAway() throws Exception {
        var train = measuring();
        hosts.ip("link", "del", "p2");
        var disturbed = disturbances(train.get(60, TimeUnit.SECONDS));
        assertTrue(
                disturbed.contains("port2 (p2 in /run/netns/" + hosts.appliance + ") went away"), disturbed::toString);
    }

    private FutureTask<Measurement> measuring() throws IOException {
        var train = new FutureTask<>(() -> measure(Direction.PORT2, LONG));
        long before = sent(hosts.host1, "eth0");
        new Thread(train).start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (sent(hosts.host1, "eth0") - before < LONG.count() / 20) {
            assertTrue(System.nanoTime() < deadline, "probes are sent");
        }
        return train;
    }

    @Test
    void measure_saysWhatIsSwitchedOff() throws IOException {
        TwoHosts.run("ip", "-n", hosts.host1, "link", "set", "eth0", "down");
        assertRefused("the far end of port1 (eth0 in /run/netns/" + hosts.host1 + ") is switched off; switch it on:");
    }

    private void assertRefused(String expected) {
        String said = assertThrows(RigException.class, () -> measure(Direction.PORT1, TRAIN))
                .getMessage();
        assertTrue(said.startsWith(expected), said);
        assertEquals(
                said, assertThrows(RigException.class, () -> rig.describe(LINK)).getMessage());
    }

    @Test
    void measure_saysWhatHasNoFarEnd() {
        rig = new WireRig(hosts.ports("default", "br0", "p2", false));
        assertRefused("port1 (br0 in /run/netns/" + hosts.appliance
                + ") is not a veth port whose far end is in a network namespace in /run/netns; the wire rig measures");
        rig = new WireRig(hosts.ports("default", "p1", "p3", false));
        assertRefused("port2 (p3) is not there");
    }

    @Test
    void find_saysThatANamespaceHasNoName() {
        String said = assertThrows(RigException.class, () -> new FarEnds(hosts.ports("default"), nothingNamed).find())
                .getMessage();
        assertTrue(said.contains("is in a network namespace without a name in " + nothingNamed), said);
        assertTrue(said.contains("ip netns attach"), said);
    }

    @Test
    void measure_refusesWhatItCannotSend() {
        String said = assertThrows(
                        RigException.class, () -> measure(Direction.PORT1, new ProbeTrain(10, 1515, 1000, 1)))
                .getMessage();
        assertTrue(said.contains("do not fit: the MTUs of ports and far ends allow 1514"), said);
        assertThrows(RigException.class, () -> measure(Direction.PORT1, new ProbeTrain(20_000_001, 60, 1000, 1)));
        var other = new MeasurementRequest(new LinkName("wan"), Direction.PORT1, TRAIN, SETTLE);
        assertThrows(RigException.class, () -> rig.measure(other));
    }

    @Test
    void measure_endsWhenInterrupted() throws Exception {
        var task = new FutureTask<>(() -> {
            assertThrows(InterruptedException.class, () -> measure(Direction.PORT2, LONG));
            assertThrows(InterruptedException.class, () -> {
                Thread.currentThread().interrupt();
                rig.measureFloor(LONG, SETTLE);
            });
            return "ended";
        });
        var thread = new Thread(task);
        long before = sent(hosts.host1, "eth0");
        thread.start();
        while (sent(hosts.host1, "eth0") == before) {
            assertTrue(thread.isAlive());
        }
        thread.interrupt();
        assertEquals("ended", task.get(5, TimeUnit.SECONDS));
        assertEquals(TRAIN.count(), measure(Direction.PORT2, TRAIN).trace().arrivals());
    }

    @Test
    void describe_tellsThePath() throws Exception {
        var described = rig.describe(LINK);
        assertTrue(described.provesAccuracy());
        assertEquals("wire", described.name());
        var facts = described.facts();
        assertTrue(facts.get("clock").startsWith("CLOCK_REALTIME for both ends, from "), facts::toString);
        assertTrue(
                facts.get("port2").startsWith("p2 in /run/netns/" + hosts.appliance + ", driver veth, MTU 1500, off"),
                facts::toString);
        assertTrue(
                facts.get("the far end of port1")
                        .startsWith("eth0 in /run/netns/" + hosts.host1 + ", driver veth, MTU"),
                facts::toString);
        assertTrue(described.limits().size() > 2);
        assertTrue(rig.measures(new PlaneName("packet")));
        assertFalse(rig.measures(new PlaneName("model")));
    }
}
