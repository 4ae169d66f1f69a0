package chaos.gogo.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.control.Divergence;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Refusal;
import chaos.gogo.MemoryLink;
import chaos.gogo.Typist;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetCommandTest {

    private final MemoryLink link = new MemoryLink();
    private final Typist typist = Typist.within(link);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            --latency 40                              | --latency must be a duration such as 40ms (ns, us, ms, s), was
            --latency 40min                           | --latency must be a duration such as 40ms
            --latency 2h                              | --latency must be
            --latency 3601s                           | --latency must be 0 to 3600000000000 ns (3600 s)
            --latency -1ms                            | --latency must be a duration
            --latency 0.1ns                           | --latency must be a whole number of the smallest unit
            --latency-ms 40ms                         | --latency-ms must be a number without a unit, was "40ms"
            --latency-ms 3600001                      | --latency-ms must be 0 to 3600000000000 ns
            --latency 40ms --latency-ms 40            | say --latency or --latency-ms, not both
            --latency 40ms --latency 50ms             | --latency
            --latency                                 | --latency needs a value: <40ms>
            --jitter 5ms                              | --jitter needs --latency
            --jitter-ms 5                             | --jitter-ms needs --latency
            --jitter 5 --latency 40ms                 | --jitter must be a duration
            --jitter 3s --latency 40ms                | --jitter must be 0 to 2147483647 ns
            --distribution normal                     | --distribution needs --latency
            --distribution normal --latency 40ms      | --distribution needs --jitter
            --distribution Gauss --latency 1s --jitter 1ms | --distribution must be uniform, normal, pareto
            --loss 101%                               | --loss must be 0 to 100 percent, was 101.0
            --loss one                                | --loss must be a percentage such as 1%, was "one"
            --loss NaN                                | --loss must be a percentage
            --loss -1%                                | --loss must be a percentage
            --loss-pct 1%                             | --loss-pct must be a number without a unit
            --loss-pct 101                            | --loss-pct must be 0 to 100 percent
            --rate 25                                 | --rate must be a rate such as 25mbit
            --rate 0mbit                              | --rate must be 8 bit/s to 1 Tbit/s
            --rate 9bit                               | --rate must be a whole number of bytes per second
            --rate 2tbit                              | --rate must be 8 bit/s to 1 Tbit/s
            --rate-mbps fast                          | --rate-mbps must be a number without a unit
            --rate-mbps 0                             | --rate-mbps must be 8 bit/s
            --burst 32kb                              | --burst needs --rate
            --burst 32km --rate 1mbit                 | --burst must be a size such as 1500 or 32kb
            --burst 0 --rate 1mbit                    | --burst must be 1 to
            --queue 0                                 | --queue must be 1 to 10000000, was 0
            --queue 10000001                          | --queue must be 1 to 10000000
            --queue many                              | --queue must be a number of packets, was "many"
            --queue 99999999999999999999              | --queue must be
            --duplicate 101                           | --duplicate must be 0 to 100 percent
            --reorder 2%                              | --reorder needs a latency
            --corrupt x                               | --corrupt must be a percentage
            --seed -1                                 | --seed must be 0 to 9223372036854775807
            --seed 1.5                                | --seed must be a number
            --seed 9223372036854775808                | --seed must be at most 9223372036854775807
            --file /nowhere/x.json                    | --file /nowhere/x.json cannot be read
            --file /nowhere/x.json --loss 1%          | --file holds the whole document; leave the other flags out
            --merge                                   | say what to set, for example --latency 40ms
            --delay 1ms                               | there is no --delay
            --loss=1% extra                           | there is no extra
            """)
    void run_refusesByTheNameOfTheFlag(String flags, String expected) {
        var result = typist.type("set port1 " + flags);
        assertEquals(Exit.USAGE, result.exit(), result.err());
        assertTrue(result.err().startsWith("chaos: "), result.err());
        assertTrue(result.err().contains(expected), result.err());
        assertTrue(result.err().endsWith("try: chaos set --help\n"), result.err());
        assertEquals("", result.out());
        assertEquals("{}", impairment());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            --latency 40ms                | "latency":{"kind":"constant","duration":40000000}
            --latency=1.5s                | "latency":{"kind":"constant","duration":1500000000}
            --latency-ms 0.25             | "latency":{"kind":"constant","duration":250000}
            --latency 40ms --jitter 5ms   | "mean":40000000,"jitter":5000000,"distribution":{"kind":"uniform"}
            --jitter-ms 5 --latency-ms 40 --distribution pareto | "jitter":5000000,"distribution":{"kind":"pareto"}
            --loss 1%                     | "loss":{"model":"bernoulli","pct":1.0,"correlation":0.0}
            --loss 0.5                    | "loss":{"model":"bernoulli","pct":0.5,"correlation":0.0}
            --loss-pct 12.5               | "loss":{"model":"bernoulli","pct":12.5,"correlation":0.0}
            --rate 25mbit                 | "rate":{"bits_per_second":25000000,"packet_overhead":0}
            --rate-mbps 2.5               | "rate":{"bits_per_second":2500000,"packet_overhead":0}
            --rate 1gbit --burst 32kb     | "rate":{"bits_per_second":1000000000,"burst_bytes":32768,
            --queue 1000                  | "queue":{"limit_packets":1000}
            --duplicate 0.5%              | "duplication":{"pct":0.5,"correlation":0.0}
            --latency 1ms --reorder 2%    | "reordering":{"pct":2.0,"correlation":0.0,"gap":1}
            --corrupt 0.1%                | "corruption":{"pct":0.1,"correlation":0.0}
            --seed 42 --loss 1%           | "seed":42
            """)
    void run_makesTheDocument(String flags, String expected) {
        assertEquals(Exit.OK, typist.type("set port1 " + flags).exit());
        assertTrue(impairment().contains(expected), impairment());
    }

    @Test
    void run_replacesAndSaysWhatItDropped() {
        typist.type("set port1 --latency 40ms --loss 1%");
        var result = typist.type("set port1 --rate 25mbit");
        assertEquals(
                """
                layers were rebuilt: packets in flight were lost
                dropped latency 40ms one way (--merge keeps it)
                dropped loss 1% (--merge keeps it)
                port1: enp5s0 → enp4s0, programmed on enp4s0 by plane netlink
                  rate         25mbit
                """,
                result.out());
    }

    @Test
    void merge_keepsTheRest() {
        typist.type("set port1 --latency 40ms --jitter 5ms --loss 1%");
        var result = typist.type("set port1 --merge --distribution normal --latency 20ms");
        assertEquals(Exit.OK, result.exit());
        assertFalse(result.out().contains("dropped"), result.out());
        assertTrue(result.out().contains("latency      20ms one way, jitter 5ms normal"), result.out());
        assertTrue(result.out().contains("loss         1%"), result.out());
    }

    @Test
    void merge_doesNotKeepWhatSomebodyElseMadeOfIt() {
        typist.type("set port1 --latency 40ms --loss 1%");
        link.diverge(new Divergence("/latency/duration", Optional.empty(), Optional.empty()));
        var result = typist.type("set port1 --merge --loss 2%");
        assertEquals(Exit.REFUSED, result.exit());
        assertTrue(
                result.err().contains("port1 holds something else than what was set (chaos get port1 shows what)"),
                result.err());
        assertTrue(impairment().contains("\"pct\":1.0"), impairment());
    }

    /** At an MTU of 1500 and 100 Mbit/s the plane fills in a burst of 12500 bytes and a queue of 826 packets. */
    @Test
    void whatThePlaneFilledIn_isNoWish() {
        typist.type("set port1 --rate 100mbit --burst 12500b --queue 826 --loss 1%");
        var result = typist.type("set port1 --merge --rate 1mbit");
        assertEquals(Exit.OK, result.exit(), result.err());
        assertEquals(
                "{\"loss\":{\"model\":\"bernoulli\",\"pct\":1.0,\"correlation\":0.0},"
                        + "\"rate\":{\"bits_per_second\":1000000,\"packet_overhead\":0}}",
                impairment());
        typist.type("set port1 --rate 100mbit --burst 12500b --queue 826");
        var replaced = typist.type("set port1 --loss 1%");
        assertTrue(replaced.out().contains("dropped rate 100mbit (--merge keeps it)"), replaced.out());
        assertFalse(replaced.out().contains("queue"), replaced.out());
    }

    @Test
    void whatWasAskedForBesideARate_isKept() {
        typist.type("set port1 --rate 100mbit --queue 825 --burst 12501b");
        typist.type("set port1 --merge --rate 1mbit");
        assertEquals(
                "{\"rate\":{\"bits_per_second\":1000000,\"burst_bytes\":12501,\"packet_overhead\":0},"
                        + "\"queue\":{\"limit_packets\":825}}",
                impairment());
    }

    @Test
    void merge_takesADocumentToo() {
        typist.type("set port1 --loss 1%");
        var result = typist.given("{\"queue\":{\"limit_packets\":7}}").type("set port1 --merge --file -");
        assertEquals(Exit.OK, result.exit(), result.err());
        assertEquals(
                "{\"loss\":{\"model\":\"bernoulli\",\"pct\":1.0,\"correlation\":0.0},\"queue\":{\"limit_packets\":7}}",
                impairment());
    }

    @Test
    void file_refusesAtThePointer() {
        var result =
                typist.given("{\"loss\":{\"model\":\"bernoulli\",\"pct\":101}}").type("set port1 --file -");
        assertEquals(Exit.USAGE, result.exit());
        assertEquals(
                "chaos: --file -: /loss/pct must be 0 to 100 percent, was 101.0\ntry: chaos set --help\n",
                result.err());
    }

    @Test
    void refusals_nameTheFlagThatWasTyped() {
        link.failChanges(
                Reason.NOT_SUPPORTED,
                "this kernel has no netem",
                new Refusal("/latency/mean", Refusal.Cause.NOT_SUPPORTED, "needs netem"),
                new Refusal("/loss/pct", Refusal.Cause.NOT_SUPPORTED, "needs netem, too"));
        var result = typist.type("set port1 --latency-ms 40 --loss 1%");
        assertEquals(Exit.REFUSED, result.exit());
        assertEquals(
                """
                chaos: this kernel has no netem
                  --latency-ms: needs netem
                  --loss: needs netem, too
                """,
                result.err());
    }

    private String impairment() {
        var document = typist.type("--json get port1").out();
        var start = document.indexOf("\"impairment\":") + "\"impairment\":".length();
        return document.substring(start, document.indexOf(",\"read_at\""));
    }
}
