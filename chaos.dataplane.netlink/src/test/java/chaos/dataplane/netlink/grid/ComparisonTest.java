package chaos.dataplane.netlink.grid;

import static chaos.dataplane.netlink.grid.Part.corruption;
import static chaos.dataplane.netlink.grid.Part.duplication;
import static chaos.dataplane.netlink.grid.Part.jitter;
import static chaos.dataplane.netlink.grid.Part.latency;
import static chaos.dataplane.netlink.grid.Part.loss;
import static chaos.dataplane.netlink.grid.Part.preserve;
import static chaos.dataplane.netlink.grid.Part.queue;
import static chaos.dataplane.netlink.grid.Part.rate;
import static chaos.dataplane.netlink.grid.Part.reordering;
import static chaos.dataplane.netlink.grid.Part.twoStates;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.ProbeTrain;
import chaos.api.impairment.Defaults;
import chaos.api.impairment.Distribution.Shape;
import chaos.api.impairment.Impairment;
import chaos.dataplane.netlink.grid.Comparison.Counted;
import chaos.engine.EngineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The comparison finds what is not the same, and only that: an engine takes the kernel's place, told the same or told
 * something else. The seeds are fixed, so there are no false alarms here.
 */
class ComparisonTest {

    private static final int MTU = 1500;
    private static final int COUNT = 3000;
    private static final long STEP = 500_000;
    private static final long LATE = 100_000;
    private static final Noise NOISE = new Noise(new long[] {LATE}, new long[] {LATE});

    /** Each row: what the engine is told, what the kernel's place does, and what does not agree. */
    static Stream<Arguments> planted() {
        var burst = twoStates(5, 25, 100, 0);
        return Stream.of(
                arguments(List.of(loss(10)), List.of(loss(10)), List.of()),
                arguments(List.of(burst), List.of(burst), List.of()),
                arguments(List.of(all(10)), List.of(all(10)), List.of()),
                arguments(List.of(kept(10)), List.of(kept(10)), List.of()),
                arguments(List.of(rate("2mbit"), queue(20)), List.of(rate("2mbit"), queue(20)), List.of()),
                arguments(List.of(loss(10)), List.of(loss(14)), List.of("lost", "counted as loss")),
                arguments(List.of(loss(16.667)), List.of(burst), List.of("lost again")),
                arguments(List.of(duplication(5)), List.of(duplication(8)), List.of("twice")),
                arguments(List.of(corruption(5)), List.of(corruption(8)), List.of("corrupted")),
                arguments(List.of(latency("20ms")), List.of(latency("20200us")), List.of("delay")),
                arguments(List.of(all(10)), List.of(all(12)), List.of("delay")),
                arguments(List.of(kept(10)), List.of(kept(12)), List.of("delay")),
                arguments(
                        List.of(latency("10ms"), reordering(20, 1)),
                        List.of(latency("10ms"), reordering(26, 1)),
                        List.of("counted as reordered", "early")),
                arguments(
                        List.of(rate("2mbit"), queue(20)),
                        List.of(rate("2100kbit"), queue(20)),
                        List.of("Mbit/s", "delay p50", "delay p90")),
                arguments(
                        List.of(rate("2mbit"), queue(20)),
                        List.of(rate("2mbit"), queue(21)),
                        List.of("delay p50", "delay p90")));
    }

    private static Part all(int jitterMillis) {
        return together(jitter(Shape.NORMAL, "60ms", jitterMillis + "ms"), loss(5), duplication(5), corruption(5));
    }

    private static Part kept(int jitterMillis) {
        return together(jitter(Shape.NORMAL, "60ms", jitterMillis + "ms"), preserve());
    }

    private static Part together(Part... parts) {
        return new Part("all", impairment -> {
            for (var part : parts) {
                impairment = part.to().apply(impairment);
            }
            return impairment;
        });
    }

    @ParameterizedTest(name = "{0} beside {1}")
    @MethodSource("planted")
    void of_findsWhatIsPlanted(List<Part> told, List<Part> done, List<String> different) {
        var engine = impairment(told);
        var train = new ProbeTrain(COUNT, 200, 2000, 1);
        long[] sentAt = LongStream.range(0, COUNT).map(i -> i * STEP).toArray();
        var run = Twin.run(impairment(done), EngineSettings.seeded(1), sentAt, train.bytes());
        var counted = new Counted(run.loss(), run.queue(), run.reordered());
        var grid = new GridCase("planted", engine, engine, train);
        var found = Comparison.of(grid, engine, late(run.seen().trace()), counted, NOISE, 20_261_121);
        var missing = new ArrayList<>(different);
        missing.removeAll(disagreeing(found));
        assertEquals(List.of(), missing, () -> "not found, in " + found);
        if (different.isEmpty()) {
            assertEquals(List.of(), disagreeing(found), found::toString);
        }
    }

    private static List<String> disagreeing(List<Check> checks) {
        return checks.stream().filter(check -> !check.agrees()).map(Check::what).toList();
    }

    private static Impairment impairment(List<Part> parts) {
        return Defaults.fill(together(parts.toArray(Part[]::new)).to().apply(Impairment.NONE), MTU);
    }

    /** The guest's own share. */
    private static ProbeTrace late(ProbeTrace trace) {
        int count = trace.arrivals();
        var marks = new boolean[count];
        for (int i = 0; i < count; i++) {
            marks[i] = trace.isCorrupted(i);
        }
        return new ProbeTrace(
                LongStream.range(0, trace.sent())
                        .map(i -> trace.sentAt((int) i))
                        .toArray(),
                IntStream.range(0, count).map(trace::probe).toArray(),
                IntStream.range(0, count)
                        .mapToLong(i -> trace.arrivedAt(i) + LATE)
                        .toArray(),
                marks);
    }
}
