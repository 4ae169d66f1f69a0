package chaos.gogo.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.control.Divergence;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Refusal;
import chaos.gogo.MemoryLink;
import chaos.gogo.Typist;
import chaos.json.ImpairmentJson;
import chaos.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
            --latency-correlation 0.5                 | --latency-correlation needs --latency
            --latency 1ms --latency-correlation 0.5   | --latency-correlation needs --jitter
            --latency 1s --jitter 1ms --latency-correlation 1 | --latency-correlation must be 0 to below 1, was 1.0
            --loss-correlation 0.5                    | --loss-correlation needs --loss
            --loss 1% --loss-correlation 50%          | --loss-correlation must be a number from 0 to below 1
            --loss 1% --loss-correlation 0.5 --loss-burst 3 | say --loss-burst or --loss-correlation, not both
            --loss 1% --loss-p 1%                     | say --loss or --loss-p, not both: they are of different models
            --loss-r 1% --loss-p14 1%                 | say --loss-r or --loss-p14, not both
            --loss-p 1%                               | --loss-p needs --loss-r
            --loss-in-bad 50%                         | --loss-in-bad needs --loss-p
            --loss-p 101% --loss-r 1%                 | --loss-p must be 0 to 100 percent
            --loss-p13 1%                             | --loss-p13 needs --loss-p31
            --loss-p13 60% --loss-p31 1% --loss-p32 1% --loss-p23 1% --loss-p14 50% | --loss-p14: p13 + p14 must be at
            --overhead 24                             | --overhead needs --rate
            --cell-size 48                            | --cell-size needs --rate
            --rate 1mbit --overhead 65536             | --overhead must be 0 to 65535 bytes
            --rate 1mbit --overhead 1kb               | --overhead must be a number of bytes
            --rate 1mbit --overhead 4294967296        | --overhead must be a number of bytes that is not too large
            --rate 1mbit --cell-size 53               | --cell-size must be 48 (ATM) or absent
            --queue-time 50ms                         | --queue-time needs a rate
            --queue-time 0ms --rate 1mbit             | --queue-time must be 1 to
            --queue-time 50ms --queue 5 --rate 1mbit  | say --queue or --queue-time, not both
            --duplicate-correlation 0.5               | --duplicate-correlation needs --duplicate
            --latency 1ms --reorder-gap 5             | --reorder-gap needs --reorder
            --latency 1ms --reorder 1% --reorder-gap 0 | --reorder-gap must be 1 to 4294967295
            --reorder-correlation 0.5 --latency 1ms   | --reorder-correlation needs --reorder
            --corrupt-correlation 0.5                 | --corrupt-correlation needs --corrupt
            --corrupt-ber 1e-7 --corrupt 1%           | say --corrupt or --corrupt-ber, not both
            --corrupt-ber 2                           | --corrupt-ber must be 0 to 1
            --corrupt-ber small                       | --corrupt-ber must be a bit-error rate such as 1e-7
            --ordering strict                         | --ordering must be allow or preserve
            --ordering preserve --latency 1ms --reorder 1% | --reorder contradicts ordering "preserve"
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
            --latency 9ms --jitter 1ms --latency-correlation 0.25 | "distribution":{"kind":"uniform"},"correlation":0.25
            --loss 1% --loss-correlation 0.25 | "loss":{"model":"bernoulli","pct":1.0,"correlation":0.25}
            --loss 20% --loss-burst 4     | "loss":{"model":"gilbert_elliott","p":0.0625,"r":0.25,"loss_in_bad":1.0,
            --loss-p 1% --loss-r 25%      | "p":0.01,"r":0.25,"loss_in_bad":1.0,"loss_in_good":0.0}
            --loss-p 1% --loss-r 25% --loss-in-bad 90% --loss-in-good 0.5% | "loss_in_bad":0.9,"loss_in_good":0.005}
            --loss-p13 1% --loss-p31 2% --loss-p32 3% --loss-p23 4% --loss-p14 5% | "p13":0.01,"p31":0.02,"p32":0.03,
            --loss-p13 1% --loss-p31 2% --loss-p32 3% --loss-p23 4% --loss-p14 5% | "p23":0.04,"p14":0.05}
            --rate 8mbit --overhead 24 --cell-size 48 | "bits_per_second":8000000,"packet_overhead":24,"cell_size":48}
            --rate 8mbit --queue-time 50ms | "queue":{"limit_time":50000000}
            --duplicate 1% --duplicate-correlation 0.25 | "duplication":{"pct":1.0,"correlation":0.25}
            --latency 1ms --reorder 2% --reorder-gap 5 --reorder-correlation 0.25 | "correlation":0.25,"gap":5}
            --corrupt 1% --corrupt-correlation 0.25 | "corruption":{"pct":1.0,"correlation":0.25}
            --corrupt-ber 1e-7            | "corruption":{"ber":1.0E-7}
            --latency 9ms --jitter 1ms --ordering preserve | "ordering":"preserve"
            """)
    void run_makesTheDocument(String flags, String expected) {
        assertEquals(Exit.OK, typist.type("set port1 " + flags).exit());
        assertTrue(impairment().contains(expected), impairment());
    }

    /** Each row: what is there, what is typed, a part of the document then. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            --latency 9ms --jitter 1ms | --latency-correlation 0.5 | "mean":9000000,"jitter":1000000,
            --loss 1%                  | --loss-correlation 0.5  | "pct":1.0,"correlation":0.5
            --loss 1% --loss-correlation 0.5 | --loss 2%         | "pct":2.0,"correlation":0.5
            --loss-p 1% --loss-r 25%   | --loss-in-bad 90%       | "p":0.01,"r":0.25,"loss_in_bad":0.9,
            --loss-p 1% --loss-r 25%   | --loss 2%               | "loss":{"model":"bernoulli","pct":2.0,
            --rate 8mbit --burst 32kb  | --overhead 24           | "burst_bytes":32768,"packet_overhead":24
            --rate 8mbit --queue 9     | --queue-time 50ms       | "queue":{"limit_time":50000000}
            --latency 9ms --reorder 2% | --reorder-gap 5         | "reordering":{"pct":2.0,"correlation":0.0,"gap":5}
            --latency 9ms --reorder 2% --reorder-gap 5 | --reorder 3% | "pct":3.0,"correlation":0.0,"gap":5
            --duplicate 1%             | --duplicate-correlation 0.5 | "duplication":{"pct":1.0,"correlation":0.5}
            --corrupt-ber 1e-7         | --corrupt 1%            | "corruption":{"pct":1.0,"correlation":0.0}
            --latency 9ms --jitter 1ms --ordering preserve | --ordering allow --reorder 2% | "reordering":{"pct":2.0,
            """)
    void merge_keepsTheOtherNumbersOfAPart(String there, String flags, String expected) {
        assertEquals(Exit.OK, typist.type("set port1 " + there).exit());
        var result = typist.type("set port1 --merge " + flags);
        assertEquals(Exit.OK, result.exit(), result.err());
        assertTrue(impairment().contains(expected), impairment());
    }

    @Test
    void merge_refusesAnOrderThatContradictsWhatIsThere() {
        typist.type("set port1 --latency 9ms --reorder 2%");
        var result = typist.type("set port1 --merge --ordering preserve");
        assertEquals(Exit.USAGE, result.exit());
        assertTrue(result.err().contains("--ordering preserve contradicts the reordering that is there"), result.err());
    }

    /** A refusal of a field that no typed flag stands for names a flag that says something about the same part. */
    @Test
    void refusals_nameAFlagOfTheSamePart() {
        link.failChanges(
                Reason.NOT_SUPPORTED,
                "this kernel has no four-state loss",
                new Refusal("/loss/model", Refusal.Cause.NOT_SUPPORTED, "needs a newer netem"),
                new Refusal("/rate/burst_bytes", Refusal.Cause.OUT_OF_RANGE, "is too small"));
        var flags = "--loss-p13 1% --loss-p31 20% --loss-p32 30% --loss-p23 40% --loss-p14 5% --rate 1mbit";
        assertEquals(
                """
                chaos: this kernel has no four-state loss
                  --loss-p13: needs a newer netem
                  --rate: is too small
                """,
                typist.type("set port1 " + flags).err());
    }

    @Test
    void everyFieldOfTheDocument_hasAFlag() {
        var fields = new TreeSet<String>();
        for (var flags : List.of(
                "--latency 9ms --jitter 1ms --reorder 2% --loss 1% --duplicate 1% --corrupt 1% --rate 8mbit --burst 9kb"
                        + " --queue 9 --seed 4",
                "--latency 9ms --loss-p 1% --loss-r 25% --corrupt-ber 1e-7 --rate 8mbit --cell-size 48 --queue-time 1s",
                "--loss-p13 1% --loss-p31 20% --loss-p32 30% --loss-p23 40% --loss-p14 5% --ordering preserve")) {
            assertEquals(Exit.OK, typist.type("set port1 " + flags).exit());
            var document = impairment().getBytes(StandardCharsets.UTF_8);
            fields.addAll(StrictJson.read(document, ImpairmentJson.class)
                    .impairment()
                    .fields()
                    .keySet());
        }
        var byTheirFlag = Map.of(
                "/latency/kind", "/latency",
                "/latency/duration", "/latency",
                "/latency/mean", "/latency",
                "/latency/distribution/kind", "/latency/distribution",
                "/loss/model", "/loss",
                "/loss/pct", "/loss",
                "/duplication/pct", "/duplication",
                "/reordering/pct", "/reordering",
                "/corruption/pct", "/corruption",
                "/queue/limit_packets", "/queue");
        var flagged = Arrays.stream(Flag.values()).map(Flag::pointer).collect(Collectors.toSet());
        for (var field : fields) {
            var pointer = byTheirFlag.getOrDefault(field, field.equals("/rate/bits_per_second") ? "/rate" : field);
            assertTrue(flagged.contains(pointer), field + " has no flag");
        }
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
