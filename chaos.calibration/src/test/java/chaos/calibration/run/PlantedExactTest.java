package chaos.calibration.run;

import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.Verdict;
import chaos.calibration.run.ImaginedLink.Flaw;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bands of whole packets: what lies within passes every time, one packet too many fails every time. */
class PlantedExactTest {

    private static final long LATENCY = 5_000_000;

    private static void assertAlways(Verdict verdict, String name, String quantity, PlantedRig.Planted planted) {
        var runs = PlantedRuns.runs(random -> PlantedRuns.conduct(name, random, planted));
        PlantedRuns.assertAlways(verdict, PlantedRuns.of(runs, quantity));
    }

    @ParameterizedTest
    @CsvSource({"0, PASS", "1, FAIL"})
    void order(int overtaken, Verdict verdict) {
        assertAlways(verdict, "T-ORDER", "inversions", (sentAt, train, random) -> {
            var probes = IntStream.range(0, sentAt.length).toArray();
            int late = random.nextInt(sentAt.length - overtaken);
            probes[late] += overtaken;
            probes[late + overtaken] -= overtaken;
            return PlantedRig.arrivals(sentAt, probes);
        });
    }

    @ParameterizedTest
    @CsvSource({"0, PASS", "1, FAIL"})
    void untouched(int extra, Verdict verdict) {
        var quantity = "packets twice";
        assertAlways(verdict, "T-NEUTRAL", quantity, (sentAt, train, random) -> {
            var probes = IntStream.concat(
                    IntStream.range(0, sentAt.length),
                    IntStream.generate(() -> random.nextInt(sentAt.length)).limit(extra));
            return PlantedRig.arrivals(sentAt, probes.toArray());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "packets held, 49, FAIL",
        "packets held, 50, PASS",
        "packets held, 51, FAIL",
        "packets held behind a latency, 49, FAIL",
        "packets held behind a latency, 50, PASS",
        "packets held behind a latency, 55, PASS",
        "packets held behind a latency, 56, FAIL"
    })
    void queue(String quantity, int held, Verdict verdict) {
        assertAlways(verdict, "T-QUEUE", quantity, (sentAt, train, random) -> queued(sentAt, held));
    }

    /** Three frames at once, as the burst of 3500 bytes has it; the others one each 8 ms, when the last was sent. */
    private static ProbeTrace queued(long[] sentAt, int held) {
        int atOnce = 3;
        long full = sentAt[sentAt.length - 1] + 20_000_000;
        return PlantedRig.at(sentAt, atOnce + held, i -> i < atOnce ? 1000 : full + (i - atOnce + 1) * 8_000_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "changes of the state, NONE, PASS",
        "changes of the counters, NONE, PASS",
        "changes of the state, CHANGES_STATE, FAIL",
        "changes of the counters, CHANGES_STATE, PASS",
        "changes of the state, COUNTS_PACKETS, PASS",
        "changes of the counters, COUNTS_PACKETS, FAIL"
    })
    void independence(String quantity, Flaw flaw, Verdict verdict) {
        var runs = PlantedRuns.runs(random -> PlantedRuns.conduct(
                "T-INDEP",
                new PlantedRig(random, (sentAt, train, own) -> late(sentAt, 0)),
                new ImaginedLink(flaw),
                new Model(false)));
        PlantedRuns.assertAlways(verdict, PlantedRuns.of(runs, quantity));
    }

    @ParameterizedTest
    @CsvSource({
        "packets lost during changes, NOTHING, PASS",
        "packets lost during changes, LOSES, FAIL",
        "inversions during changes, NOTHING, PASS",
        "inversions during changes, OVERTAKES, FAIL",
        "'99th percentile of the one-way delay above the floor''s, during changes', NOTHING, PASS",
        "'99th percentile of the one-way delay above the floor''s, during changes', STALLS, FAIL"
    })
    void traffic(String quantity, Harm harm, Verdict verdict) {
        var runs = PlantedRuns.runs(50, random -> {
            var rig = new PlantedRig(random, (sentAt, train, own) -> harm.trace(sentAt));
            return PlantedRuns.conduct("T-INDEP", rig, new ImaginedLink(), new Model(false));
        });
        PlantedRuns.assertAlways(verdict, PlantedRuns.of(runs, quantity));
    }

    /** What changes of the other direction do to packets of this one. */
    private enum Harm {
        NOTHING,
        LOSES,
        OVERTAKES,
        STALLS;

        ProbeTrace trace(long[] sentAt) {
            return switch (this) {
                case NOTHING -> late(sentAt, 0);
                case LOSES -> PlantedRig.at(sentAt, sentAt.length - 1, i -> sentAt[i] + LATENCY);
                case STALLS -> late(sentAt, 60); // of a thousand: ten at each change
                case OVERTAKES -> {
                    var probes = IntStream.range(0, sentAt.length).toArray();
                    probes[0] = 1;
                    probes[1] = 0;
                    var at = Arrays.stream(sentAt).map(sent -> sent + LATENCY);
                    yield new ProbeTrace(sentAt, probes, at.toArray(), new boolean[probes.length]);
                }
            };
        }
    }

    /** So many are 1 ms late. */
    private static ProbeTrace late(long[] sentAt, int late) {
        return PlantedRig.at(sentAt, sentAt.length, i -> sentAt[i] + LATENCY + (i < late ? 1_000_000 : 0));
    }
}
