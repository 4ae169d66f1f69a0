package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.dataplane.tck.RandomImpairments;
import chaos.distribution.LatencyTables;
import chaos.distribution.TableFolder;
import chaos.linux.NetworkNamespace;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.rtnl.Qdisc;
import chaos.linux.rtnl.QdiscRequests;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import chaos.linux.wire.SocketTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random impairments on a real kernel, each on a device that had another before: with the impairment as the hint the
 * kernel is read as its canonical form; without one as a document that programs the same; and tc reads the same.
 * Many devices make one dump, because a tc call costs much in the guest.
 */
abstract class RoundTrip {

    private static final int DEVICES = 40;
    private static final int MTU = 1500;
    private static final String SEED = "chaos.tck.seed";

    private final String namespace = "chaos-rt" + ProcessHandle.current().pid()
            + getClass().getSimpleName().length();
    private final List<Device> devices = new ArrayList<>();
    private SocketTransport transport;
    private Conversation kernel;
    private Capabilities capabilities;
    private NamedTables named;
    private LatencyTables tables;

    /** How many impairments. */
    abstract int cases();

    /** A device and what was asked of it last. */
    private static final class Device {

        private final String name;
        private final PortQdiscs qdiscs;
        private Impairment canonical = Impairment.NONE;

        private Device(String name, PortQdiscs qdiscs) {
            this.name = name;
            this.qdiscs = qdiscs;
        }
    }

    @BeforeEach
    void makeDevices() throws IOException, NetlinkException {
        named = new NamedTables();
        tables = TableFolder.in(named.stateDir());
        Lab.run("ip", "netns", "add", namespace);
        var batch = Files.createTempFile("chaos-rt", ".txt");
        var commands = new StringBuilder();
        for (int i = 0; i < DEVICES; i++) {
            commands.append("link add d").append(i).append(" type dummy\n");
        }
        Files.writeString(batch, commands);
        Lab.run("ip", "-n", namespace, "-batch", batch.toString());
        Files.delete(batch);
        transport = new SocketTransport(NetworkNamespace.at(namespace));
        kernel = new Conversation(transport, Duration.ofSeconds(30));
        for (int i = 0; i < DEVICES; i++) {
            var port = LinkRequests.find(kernel, "d" + i).orElseThrow();
            devices.add(new Device("d" + i, new PortQdiscs(kernel, Clock.systemUTC(), Direction.PORT1, port)));
        }
        var plane = new PlaneDescription(new PlaneName("netlink"), "test", true);
        capabilities = new KernelAbilities(plane, kernel, Duration.ofSeconds(30), tables).advertised();
    }

    @AfterEach
    void removeDevices() throws IOException {
        transport.close();
        named.close();
        Lab.run("ip", "netns", "del", namespace);
    }

    @Test
    void anyImpairmentAfterAnyOther_isReadAsItsCanonicalForm() throws Exception {
        long seed = Optional.ofNullable(Long.getLong(SEED)).orElseGet(System::nanoTime);
        var impairments = new RandomImpairments(capabilities, seed);
        var seen = new TreeMap<Transition, Integer>();
        for (int done = 0; done < cases(); done += DEVICES) {
            for (var device : devices) {
                var asked = impairments.nextThat(x -> planned(x).plan().isHoldable());
                assertAll(
                        "-D" + SEED + "=" + seed + ": " + device.canonical + ", then " + asked,
                        () -> seen.merge(program(device, asked), 1, Integer::sum));
            }
            compare(seed);
        }
        assertEquals(cases(), seen.values().stream().mapToInt(Integer::intValue).sum());
        assertTrue(seen.keySet().containsAll(List.of(Transition.IN_PLACE, Transition.REBUILT)), seen::toString);
    }

    private Transition program(Device device, Impairment asked) throws NetlinkException, DataPlaneException {
        var planned = planned(asked);
        var canonical = planned.plan().canonical();
        var before = device.qdiscs.programmed();
        var target = planned.tree();
        var transition = device.qdiscs.hold(target).transition();
        device.canonical = canonical;
        if (target.hasLayersOf(before) || target.addsQueueUnderNetem(before)) {
            assertTrue(transition != Transition.REBUILT, "the same layers were built anew");
        } else {
            assertEquals(Transition.REBUILT, transition);
        }
        return transition;
    }

    private NetlinkPlans.Planned planned(Impairment asked) {
        return NetlinkPlans.plan(asked, capabilities, tables, MTU);
    }

    private void compare(long seed) throws IOException, NetlinkException {
        var all = QdiscRequests.list(kernel);
        var shown = shownByTc();
        for (var device : devices) {
            assertAll(
                    "-D" + SEED + "=" + seed + ", " + device.name + ": " + device.canonical,
                    () -> assertReadBack(all, device),
                    () -> assertEquals(
                            List.of(),
                            TcShown.differences(device.canonical, shown.getOrDefault(device.name, List.of()))));
        }
    }

    private void assertReadBack(List<Qdisc> all, Device device) throws NetlinkException {
        var observed = ObservedTree.of(all, device.qdiscs.port().index());
        var hinted = TreeReading.of(observed, device.canonical, Instant.EPOCH);
        assertEquals(device.canonical, hinted.impairment());
        assertEquals(List.of(), hinted.warnings());
        var unhinted = TreeReading.of(observed, Impairment.NONE, Instant.EPOCH).impairment();
        var plan = NetlinkPlans.plan(unhinted, capabilities, MTU);
        assertEquals(List.of(), plan.refusals(), "what is read without a hint");
        var again = QdiscTree.of(plan.canonical());
        var told = QdiscTree.of(device.canonical).withoutSeed();
        assertTrue(again.hasLayersOf(told), () -> "read without a hint: " + unhinted);
        for (int i = 0; i < told.nodes().size(); i++) {
            var options = again.nodes().get(i).options();
            assertTrue(options.holdsSame(told.nodes().get(i).options()), () -> options + " from " + unhinted);
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, List<Map<String, Object>>> shownByTc() throws IOException {
        var found = new TreeMap<String, List<Map<String, Object>>>();
        for (var item : (List<Object>) Json.parse(Lab.run("tc", "-n", namespace, "-j", "qdisc", "show"))) {
            var qdisc = (Map<String, Object>) item;
            found.computeIfAbsent((String) qdisc.get("dev"), name -> new ArrayList<>())
                    .add(qdisc);
        }
        return found;
    }
}
