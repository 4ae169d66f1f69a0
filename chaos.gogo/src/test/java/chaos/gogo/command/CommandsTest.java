package chaos.gogo.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.control.Divergence;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.FieldValue;
import chaos.gogo.MemoryLink;
import chaos.gogo.Typist;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {

    private final MemoryLink link = new MemoryLink();
    private final Typist typist = Typist.within(link);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nothing          | 2 | chaos: there is no nothing
            sytem            | 2 | did you mean system
            get              | 2 | chaos: <direction> is missing
            get port3        | 2 | chaos: <direction> must be port1 or port2, was "port3"
            get port1 port2  | 2 | chaos: there is no port2
            impairments      | 2 | chaos: say which: get, set or clear
            --json           | 2 | chaos: say what to do
            use Netlink      | 2 | chaos: <plane> must be a plane name such as netlink, was "Netlink"
            use packet       | 1 | chaos: there is no plane packet
            use model        | 1 | chaos: it carries no traffic; force it to use it
            help nothing     | 2 | chaos: there is no nothing; there are system, get, set
            ui               | 2 | chaos: there is no ui
            """)
    void run_refuses(String line, int exit, String words) {
        var result = typist.type(line);
        assertEquals(exit, result.exit(), result.err());
        assertTrue(result.err().contains(words), result.err());
        assertEquals("", result.out());
    }

    @Test
    void get_showsBothWaysAndTheRoundTrip() {
        typist.type("set port2 --latency 10ms");
        typist.type("set port1 --latency 40ms --loss 1%");
        assertEquals(
                """
                port1: enp5s0 → enp4s0, programmed on enp4s0 by plane netlink
                  latency      40ms one way
                  loss         1%
                  round trip   +50ms: 40ms by port1 and 10ms by port2
                """,
                typist.type("get port1").out());
        assertEquals(
                "port2: enp4s0 → enp5s0, programmed on enp5s0 by plane netlink",
                typist.type("impairments get port2").out().lines().findFirst().orElseThrow());
    }

    @Test
    void get_showsWhatDivergedAndExitsSo() {
        typist.type("set port1 --latency 40ms");
        link.diverge(
                new Divergence(
                        "/latency/duration",
                        Optional.of(new FieldValue.Whole(40_000_000)),
                        Optional.of(new FieldValue.Whole(39_000_000))),
                new Divergence("/loss/pct", Optional.of(new FieldValue.Decimal(1)), Optional.empty()),
                Divergence.unasked(Warning.about("/rate", "unreadable", "tbf counts every packet as 64 bytes")),
                Divergence.unasked(Warning.general("foreign_qdisc", "qdisc pfifo 9:0 is there")));
        link.warn(Warning.about("/queue", "emulator_limit", "the emulator holds 1000 packets"));
        var result = typist.type("get port1");
        assertEquals(Exit.DIVERGED, result.exit());
        assertTrue(
                result.out()
                        .endsWith(
                                """
                  warning      /queue: the emulator holds 1000 packets (emulator_limit)
                  DIVERGED     /latency/duration: asked for 40ms, the plane holds 39ms
                  DIVERGED     /loss/pct: asked for 1.0, the plane holds nothing
                  DIVERGED     /rate: nobody asked for this: tbf counts every packet as 64 bytes
                  DIVERGED     nobody asked for this: qdisc pfifo 9:0 is there
                """),
                result.out());
        assertEquals(Exit.DIVERGED, typist.type("set port1 --loss 1%").exit());
        assertEquals(Exit.DIVERGED, typist.type("--json clear port1").exit());
    }

    @Test
    void clear_letsPacketsPass() {
        typist.type("set port1 --loss 1% --seed 3");
        assertTrue(typist.type("get port1").out().contains("unverified   /seed: read-back cannot show it"));
        assertEquals(
                """
                nothing had to be changed
                port1: enp5s0 → enp4s0, programmed on enp4s0 by plane netlink
                  no impairment: packets pass untouched
                """,
                typist.type("clear port1").out());
    }

    @Test
    void get_doesNotSayThatPacketsPassWhileTheyAreHeldUp() {
        link.warn(Warning.general(Warning.HELD_UP, "port1: they wait 9.0 s more"));
        String told = typist.type("get port1").out();
        assertTrue(told.contains("  no impairment, but see the warning\n  warning      port1: they wait 9.0 s"), told);
    }

    @Test
    void failures_areRefusals() {
        link.fail(Reason.NOT_PERMITTED, "CAP_NET_ADMIN is missing; run the daemon as root");
        for (var line : new String[] {"get port1", "clear port1", "stats", "set port1 --loss 1%"}) {
            var result = typist.type(line);
            assertEquals(Exit.REFUSED, result.exit());
            assertEquals("chaos: CAP_NET_ADMIN is missing; run the daemon as root\n", result.err());
        }
    }

    @Test
    void stats_areAligned() {
        var lines = typist.type("stats").out().lines().toList();
        assertEquals("                   port1   port2", lines.get(0));
        assertEquals("leaves by         enp4s0  enp5s0", lines.get(1));
        assertEquals("packets               12      12", lines.get(2));
        assertTrue(lines.contains("  port not ready       -       5"), lines::toString);
        assertTrue(lines.contains("port1 tbf c4a0:0 under root: drops 1, packets 12"), lines::toString);
        assertEquals(2, typist.type("stats --json").out().lines().count());
        assertEquals(1, typist.type("stats port2 --json").out().lines().count());
    }

    @Test
    void stats_showTheTimesOfAPlaneThatMeasuresThem() {
        var times =
                """
                times              packets    min  median   90%   99%  99.9%   max    mean
                port2 added delay       12  7.5us    15us  30us  45us   45us  60us  15.5us
                port2 lateness          12  500ns     1us   2us   3us    3us   4us   1.5us
                """;
        assertTrue(
                typist.type("stats").out().endsWith(times), typist.type("stats").out());
        assertEquals(-1, typist.type("stats port1").out().indexOf("times"));
        assertTrue(
                typist.type("stats port2")
                        .out()
                        .endsWith(
                                times
                                        + """
                                        port2 added delay:
                                                 0ns  50.0% ########################################
                                                15us  50.0% ########################################
                                        port2 lateness:
                                                 0ns  50.0% ########################################
                                                 1us  50.0% ########################################
                                        """),
                typist.type("stats port2").out());
    }

    @Test
    void set_saysWhatBecameOfPacketsInFlight() {
        assertTrue(typist.type("set port1 --loss 1%")
                .out()
                .startsWith("layers were rebuilt: packets in flight were lost\n"));
        link.keepOrder();
        assertTrue(typist.type("set port1 --loss 2%")
                .out()
                .startsWith("changed in place: packets in flight stayed, and later ones come out after them\n"));
        assertTrue(typist.type("set port1 --loss 3% --json")
                .out()
                .contains("\"transition\":\"in_place\",\"in_flight\":\"kept_in_order\""));
    }

    @Test
    void use_printsTheGapAndWhatIsLeftOut() {
        assertEquals(
                """
                plane model is live; gap 11.234ms
                applied again: port1
                LEFT OUT port1:/latency: this plane cannot hold it
                """,
                typist.type("use model --force").out());
        assertTrue(typist.type("use auto").out().startsWith("plane netlink is live; gap 0ns\n"));
    }

    @Test
    void system_tellsPortsAndWhatIsMissing() {
        var text = typist.type("system").out();
        assertTrue(text.startsWith("chaos 0.1.0, API v1, started 2025-11-21T09:40:00Z\n"), text);
        assertTrue(text.contains("  port1  enp5s0 → enp4s0, programmed on enp4s0 at 0000:04:00.0, carrier"), text);
        assertTrue(text.contains("  buffer      43562 frames in flight in each direction\n"), text);
        assertTrue(text.contains("  MISSING     netem: load sch_netem\n"), text);
        assertTrue(typist.type("--json system").out().endsWith("}\n"));
    }

    @Test
    void health_tellsEveryCheck() {
        assertEquals(
                """
                health: warn
                STATUS  CHECK
                ok      link default  netlink carries
                warn    offloads      GRO is on; turn it off
                """,
                typist.type("health").out());
    }

    @Test
    void help_hasExamplesForEveryCommand() {
        for (var name : CommandTree.names()) {
            var help = typist.type(name + " --help");
            assertEquals(Exit.OK, help.exit());
            assertTrue(help.out().contains("Examples:\n  "), name);
            assertEquals(help.out().strip(), typist.type("help " + name).out().strip());
        }
        assertTrue(typist.type("stats --help").out().contains("chaos stats [OPTIONS] [<direction>]"));
        assertTrue(typist.type("--help").out().contains("Exit codes: 0 done"));
        assertEquals(
                typist.type("--help").out().strip(), typist.type("help").out().strip());
    }
}
