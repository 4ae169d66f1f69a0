package chaos.itest.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.itest.Answer;
import chaos.itest.Api;
import chaos.itest.Clients;
import chaos.itest.Eventually;
import chaos.itest.process.Daemon.Start;
import chaos.json.DivergenceJson;
import chaos.json.OutcomeJson;
import chaos.json.PlanesJson;
import chaos.json.ProblemJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as root on two real ports, in a namespace of the test, from start to end and in bad weather. */
@Tag("kernel")
class RealPortsIT {

    private static final Pattern ROOT_HANDLE = Pattern.compile("qdisc tbf ([0-9a-f]+:) root");

    private static final Pattern NETLINK_ID = Pattern.compile("(\\d+)\\|Active[^\\n]*chaos\\.dataplane\\.netlink");

    @TempDir
    private Path folder;

    private Cable cable;

    @BeforeEach
    void lay() throws IOException {
        cable = new Cable();
    }

    @AfterEach
    void take() throws IOException {
        cable.close();
    }

    @Test
    void impairment_isWhatTcShows() throws Exception {
        try (var daemon = start().run().ready()) {
            var outcome = daemon.api().put(Api.PORT1, Api.RATE).with(200).as(OutcomeJson.class);
            assertEquals("netlink", outcome.plane());
            assertEquals(List.of(), outcome.divergences());
            assertTrue(cable.qdiscs(1).contains("rate 25Mbit"), cable.qdiscs(1));
            assertFalse(cable.qdiscs(2).contains("tbf"), cable.qdiscs(2));
            daemon.api().delete(Api.PORT1).with(200);
            assertFalse(cable.qdiscs(1).contains("tbf"), cable.qdiscs(1));
        }
    }

    @Test
    void terminate_undoesBridgeQdiscsAndSockets() throws Exception {
        var before = state();
        var start = start();
        try (var daemon = start.run().ready()) {
            daemon.api().put(Api.PORT1, Api.RATE).with(200);
            daemon.api().put(Api.PORT2, Api.RATE).with(200);
            assertTrue(cable.bridges().contains("chaos-default"), cable.bridges());
            assertEquals(0, daemon.terminate(), daemon.log());
        }
        assertEquals(before, state());
        assertFalse(Files.exists(start.socket()));
    }

    @Test
    void kill_leavesTheLinkAndTheNextStartTakesItOver() throws Exception {
        var before = state();
        try (var first = start().run().ready()) {
            first.api().put(Api.PORT1, Api.RATE).with(200);
            first.kill();
        }
        assertTrue(cable.bridges().contains("chaos-default"), "the bridge outlives a killed daemon");
        assertTrue(cable.qdiscs(1).contains("tbf"), "the qdisc outlives a killed daemon");
        try (var second = start().run().ready()) {
            second.logged("took over bridge chaos-default that a daemon before this one left behind");
            assertTrue(second.log().contains("removed qdisc tbf"), second.log());
            assertTrue(second.api().get(Api.PORT1).with(200).body().contains("\"impairment\":{}"));
            assertFalse(cable.qdiscs(1).contains("tbf"), cable.qdiscs(1));
            assertEquals(0, second.terminate(), second.log());
        }
        assertEquals(before, state());
    }

    @Test
    void foreignRootQdisc_isNamedAndNotTouchedAndTheLinkComesWhenItGoes() throws Exception {
        cable.tc("qdisc", "add", "dev", "p1", "root", "handle", "5:", "pfifo", "limit", "77");
        var before = cable.qdiscs(1);
        try (var daemon = start().run().serving()) {
            var problem = awaitStatus(daemon, 409).as(ProblemJson.class);
            assertTrue(problem.detail().contains("p1 carries qdisc pfifo 5:"), problem.detail());
            assertTrue(daemon.api().answers(Api.READY, 503));
            assertEquals(before, cable.qdiscs(1));
            assertEquals("", cable.bridges());

            cable.tc("qdisc", "del", "dev", "p1", "root");
            daemon.ready();
            daemon.api().put(Api.PORT1, Api.RATE).with(200);
        }
    }

    @Test
    void interfaceThatDoesNotExist_isNamedAndTheLinkComesWhenItDoes() throws Exception {
        cable.unplug(2);
        try (var daemon = start().run().serving()) {
            var problem = awaitStatus(daemon, 404).as(ProblemJson.class);
            assertTrue(problem.detail().contains("interface p2 (port2) does not exist"), problem.detail());
            assertTrue(daemon.api().get(Api.HEALTH).body().contains("interface p2"));
            cable.plug(2);
            daemon.ready();
        }
    }

    @Test
    void interfaceThatVanishes_isNamedAndGetsItsStateBackWhenItReturns() throws Exception {
        try (var daemon = start().run().ready()) {
            daemon.api().put(Api.PORT1, Api.RATE).with(200);
            cable.unplug(1);
            daemon.until(Api.READY, 503);
            var answer = daemon.api().get(Api.PORT1);
            assertTrue(answer.status() >= 400 && answer.body().contains("p1"), answer.toString());
            cable.plug(1);
            daemon.ready();
            Eventually.isTrue("the rate is back", () -> holds(daemon));
            assertTrue(cable.qdiscs(1).contains("rate 25Mbit"), cable.qdiscs(1));
        }
    }

    @Test
    void qdiscChangedByHand_showsAsDivergenceAndPutHeals() throws Exception {
        try (var daemon = start().run().ready()) {
            daemon.api().put(Api.PORT1, Api.RATE).with(200);
            var matcher = ROOT_HANDLE.matcher(cable.qdiscs(1));
            assertTrue(matcher.find(), cable.qdiscs(1));
            assertFalse(daemon.log().contains("diverged"), "its own changes are no drift: " + daemon.log());
            cable.tc(("qdisc change dev p1 root handle " + matcher.group(1) + " tbf rate 5mbit burst 32kb limit 100kb")
                    .split(" "));
            daemon.logged("diverged direction=port1"); // before anybody asks
            assertDiverges(daemon, "/rate/bits_per_second");

            cable.tc("qdisc", "del", "dev", "p1", "root");
            assertDiverges(daemon, "/rate");

            assertEquals(
                    List.of(),
                    daemon.api()
                            .put(Api.PORT1, Api.RATE)
                            .with(200)
                            .as(OutcomeJson.class)
                            .divergences());
        }
    }

    @Test
    void foreignQdiscBelowOurs_isToldAndNotTouched() throws Exception {
        try (var daemon = start().run().ready()) {
            daemon.api().put(Api.PORT1, Api.RATE).with(200);
            var root = ROOT_HANDLE.matcher(cable.qdiscs(1));
            assertTrue(root.find(), cable.qdiscs(1));
            var parent = root.group(1) + "1";
            cable.tc("qdisc", "replace", "dev", "p1", "parent", parent, "handle", "9:", "pfifo", "limit", "83");
            var told = "qdisc pfifo 9:0 at " + parent + " was not put there by CHAOS";
            daemon.logged(told); // before anybody asks
            assertTrue(daemon.api().get(Api.HEALTH).body().contains(told));
            var shown = daemon.api().get(Api.PORT1).with(200).body();
            assertTrue(shown.contains("{\"field\":\"\",\"requested\":null,\"observed\":\"" + told + "\"}"), shown);
            var before = cable.qdiscs(1);
            var refused = daemon.api().put(Api.PORT1, Api.RATE).with(409).as(ProblemJson.class);
            assertTrue(refused.detail().contains("pfifo 9:0 below its own, at parent " + parent), refused.detail());
            daemon.api().delete(Api.PORT1).with(409);
            assertEquals(before, cable.qdiscs(1));
        }
    }

    @Test
    void childOfTbfDeletedByHand_isCriticalUntilAPut() throws Exception {
        try (var daemon = start().run().ready()) {
            daemon.api().put(Api.PORT1, Api.RATE).with(200);
            var root = ROOT_HANDLE.matcher(cable.qdiscs(1));
            assertTrue(root.find(), cable.qdiscs(1));
            var parent = root.group(1) + "1";
            cable.tc("qdisc", "replace", "dev", "p1", "parent", parent, "handle", "9:", "pfifo", "limit", "83");
            cable.tc("qdisc", "del", "dev", "p1", "parent", parent);
            var told = "nothing passes; apply the impairment again, or clear it";
            daemon.logged(told); // before anybody asks
            var health = daemon.api().get(Api.HEALTH).body();
            assertTrue(health.contains("\"critical\"") && health.contains(told), health);
            daemon.api().put(Api.PORT1, Api.RATE).with(200);
            assertFalse(daemon.api().get(Api.HEALTH).body().contains("\"critical\""));
        }
    }

    @Test
    void namespaceMadeAnew_isFoundAndGetsItsStateBack() throws Exception {
        try (var daemon = start().run().ready()) {
            daemon.api().put(Api.PORT1, Api.RATE).with(200);
            cable.close();
            daemon.until(Api.READY, 503);
            Eventually.isTrue("health names the namespace", () -> isCriticalFor(daemon, "/run/netns/" + cable.name()));
            cable.lay();
            daemon.ready();
            Eventually.isTrue("the rate is back", () -> holds(daemon));
            assertTrue(cable.qdiscs(1).contains("rate 25Mbit"), cable.qdiscs(1));
        }
    }

    @Test
    void bridgeDeletedByHand_isMadeAgainAndTold() throws Exception {
        try (var daemon = start().run().ready()) {
            cable.ip("link", "del", "chaos-default");
            daemon.logged("bridge chaos-default was removed by somebody else; it was made again");
            assertTrue(cable.bridges().contains("chaos-default"), cable.bridges());
        }
    }

    @Test
    void withoutTheCapability_theAnswerNamesIt() throws Exception {
        var start = start().behind("setpriv", "--bounding-set=-net_admin", "--inh-caps=-net_admin");
        try (var daemon = start.run().serving()) {
            var problem = awaitStatus(daemon, 403).as(ProblemJson.class);
            assertTrue(problem.detail().contains("CAP_NET_ADMIN"), problem.detail());
            assertEquals("", cable.bridges());
        }
    }

    @Test
    void planeWithoutTraffic_needsForceOnRealPorts() throws Exception {
        try (var daemon = start().run().ready()) {
            var problem = daemon.api()
                    .put(Api.PLANE, "{\"plane\":\"model\"}")
                    .with(422)
                    .as(ProblemJson.class);
            assertTrue(problem.detail().contains("--force"), problem.detail());
            assertEquals("netlink", live(daemon));
            daemon.api().put(Api.PLANE, "{\"plane\":\"model\",\"force\":true}").with(200);
            assertEquals("model", live(daemon));
            assertEquals("", cable.bridges());
        }
    }

    @Test
    void swapUnderClients_losesNoRequestAndNoState() throws Exception {
        try (var daemon = start().run().ready();
                var clients = new Clients(daemon.api().socket(), answer -> answer.status() == 200)) {
            for (var swap = 0; swap < 10; swap++) {
                daemon.api()
                        .put(Api.PLANE, "{\"plane\":\"model\",\"force\":true}")
                        .with(200);
                clients.awaitMore();
                daemon.api().put(Api.PLANE, "{\"plane\":null}").with(200);
                clients.awaitMore();
                assertEquals("netlink", live(daemon));
                assertTrue(holds(daemon));
            }
            assertEquals(List.of(), List.copyOf(clients.finish()));
            assertTrue(cable.qdiscs(1).contains("rate 25Mbit"), cable.qdiscs(1));
        }
    }

    @Test
    void bundleOfThePlane_stoppedAndStarted_givesThePortsBackAndTakesThemAgain() throws Exception {
        try (var daemon = start("plane = \"netlink\"").run().ready();
                var clients = new Clients(daemon.api().socket(), Answer::isServedOrToBeRetried)) {
            clients.awaitMore();
            String id = netlinkBundle(daemon);
            daemon.console("stop " + id);
            daemon.until(Api.PORT1, 503);
            assertEquals("", cable.bridges());
            assertFalse(cable.qdiscs(1).contains("tbf"), cable.qdiscs(1));
            clients.awaitMore();

            daemon.console("start " + id);
            daemon.ready();
            clients.awaitMore();
            assertEquals(List.of(), List.copyOf(clients.finish()));
            assertTrue(cable.qdiscs(1).contains("rate 25Mbit"), cable.qdiscs(1));
        }
    }

    @Test
    void bundleOfThePlane_stoppedWhereNoneWasChosen_leavesTheLinkToThePacketPlaneMeanwhile() throws Exception {
        try (var daemon = start().run().ready()) {
            daemon.api().put(Api.PORT1, Api.RATE).with(200);
            String id = netlinkBundle(daemon);
            daemon.console("stop " + id);
            assertEquals("packet", live(daemon));
            assertTrue(holds(daemon));
            assertFalse(cable.qdiscs(1).contains("tbf"), cable.qdiscs(1));

            daemon.console("start " + id);
            assertEquals("netlink", live(daemon));
            assertTrue(holds(daemon));
            assertTrue(cable.qdiscs(1).contains("rate 25Mbit"), cable.qdiscs(1));
        }
    }

    private static String netlinkBundle(Daemon daemon) throws Exception {
        var listed = daemon.console("lb -s chaos.dataplane.netlink");
        var id = NETLINK_ID.matcher(listed);
        assertTrue(id.find(), listed);
        return id.group(1);
    }

    @Test
    void secondDaemonOnTheSamePorts_isToldAndGetsThemWhenTheFirstEnds() throws Exception {
        try (var first = start().run().ready();
                var second = start().at(folder.resolve("e/chaosd.sock")).run().serving()) {
            first.api().put(Api.PORT1, Api.RATE).with(200);
            var problem = awaitStatus(second, 409).as(ProblemJson.class);
            assertTrue(problem.detail().contains("another chaosd"), problem.detail());
            assertTrue(holds(first));
            assertEquals(0, first.terminate(), first.log());
            second.ready();
            second.api().put(Api.PORT1, Api.RATE).with(200);
        }
    }

    private static boolean isCriticalFor(Daemon daemon, String what) {
        try {
            var health = daemon.api().get(Api.HEALTH).body();
            return health.contains("\"critical\"") && health.contains(what);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Start start(String... more) throws IOException {
        return Start.in(folder)
                .configured(
                        String.join("\n", more),
                        "port1_interface = \"p1\"",
                        "port2_interface = \"p2\"",
                        "netns = \"" + cable.name() + "\"",
                        "state_dir = \"" + folder.resolve("state") + "\"");
    }

    /** The answer to a PUT, once it has this status: until the link was tried it is 503. */
    private static Answer awaitStatus(Daemon daemon, int status) throws IOException {
        Eventually.isTrue(() -> "PUT is answered with " + status + "; the log: " + daemon.log(), () -> {
            try {
                return daemon.api().put(Api.PORT1, Api.RATE).status() == status;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return daemon.api().put(Api.PORT1, Api.RATE).with(status);
    }

    private static void assertDiverges(Daemon daemon, String field) throws IOException {
        var outcome = daemon.api().get(Api.PORT1).with(200).as(OutcomeJson.class);
        assertTrue(
                outcome.divergences().stream().map(DivergenceJson::field).anyMatch(name -> name.startsWith(field)),
                outcome.toString());
    }

    private static boolean holds(Daemon daemon) {
        try {
            var answer = daemon.api().get(Api.PORT1);
            return answer.status() == 200
                    && answer.body().contains("\"bits_per_second\":25000000")
                    && answer.body().contains("\"divergences\":[]");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String live(Daemon daemon) throws IOException {
        return daemon.api().get("/v1/planes").with(200).as(PlanesJson.class).planes().stream()
                .filter(plane -> plane.state().equals("live"))
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** All that CHAOS may change and must give back. */
    private String state() throws IOException {
        return cable.bridges() + cable.qdiscs(1) + cable.qdiscs(2) + flags(1) + flags(2);
    }

    private String flags(int port) throws IOException {
        return cable.ip("-o", "-d", "link", "show", "dev", "p" + port);
    }
}
