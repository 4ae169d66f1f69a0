package chaos.engine.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Recordings are made with fixed seeds: nothing here depends on luck. */
final class FitTest {

    private static final int PACKETS = 50_000;

    private static Conditions recorded(double p, double r) throws IOException {
        var random = new SplittableRandom(7);
        var csv = new StringBuilder("time,delay\n");
        boolean bad = false;
        for (int i = 0; i < PACKETS; i++) {
            bad = bad ? random.nextDouble() >= r : random.nextDouble() < p;
            double millis = 40 + 10 * random.nextDouble();
            csv.append(i / 1000.0)
                    .append(',')
                    .append(bad ? "lost" : String.format(Locale.ROOT, "%.6f", millis))
                    .append('\n');
        }
        return Conditions.read(new StringReader(csv.toString()));
    }

    /** Five standard errors of shares of changes among 2,300 bursts: 10 % of each. */
    @Test
    void loss_findsTheChainThatLostThem() throws IOException {
        var fit = LossFit.of(recorded(0.05, 0.25));
        assertEquals(0.05, fit.model().p().fraction(), 0.005);
        assertEquals(0.25, fit.model().r().fraction(), 0.025);
        assertEquals(1.0 / 6, fit.loss(), 0.02);
        assertTrue(fit.distance() < fit.bound(), fit.toString());
    }

    @Test
    void loss_thatComesInEqualBurstsDoesNotFit() throws IOException {
        var csv = new StringBuilder();
        for (int i = 0; i < PACKETS; i++) {
            csv.append(i).append(i % 20 < 4 ? ",lost\n" : ",1\n");
        }
        var fit = LossFit.of(Conditions.read(new StringReader(csv.toString())));
        assertEquals(0.25, fit.model().r().fraction(), 0.001);
        assertTrue(fit.distance() > fit.bound(), fit.toString());
    }

    @Test
    void latency_isTheTableOfWhatWasRecorded() throws IOException {
        var fit = LatencyFit.of(recorded(0.01, 0.5));
        assertEquals(45e6, (double) fit.meanNanos(), 0.1e6);
        assertEquals(10e6 / Math.sqrt(12), (double) fit.jitterNanos(), 0.05e6);
        assertEquals(0, fit.clipped());
        assertTrue(fit.distance() < 0.001, fit.toString());
        assertEquals(-14_189, fit.table().at(0), 150);
    }

    @Test
    void read_takesDelaysAlone() throws IOException {
        var conditions = Conditions.read(new StringReader("delay\n5\nlost\n\n7.5\n"));
        assertEquals(3, conditions.size());
        assertEquals(2, Conditions.read(new StringReader("lost\n5")).size());
        assertEquals(
                List.of(5_000_000L, 7_500_000L),
                LongStream.of(conditions.delays()).boxed().toList());
    }

    @Test
    void latency_ofOneValueIsConstant() throws IOException {
        var fit = LatencyFit.of(Conditions.read(new StringReader("0,5\n1,5\n")));
        assertEquals(5_000_000, fit.meanNanos());
        assertEquals(0, fit.jitterNanos());
        assertEquals(0, fit.distance());
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("", "the file has no packet"),
                arguments("time,delay\n", "the file has no packet"),
                arguments("0,1\n1\n", "line 2 must have two values"),
                arguments("0,1\n1,x\n", "line 2 needs a one-way delay"),
                arguments("0,1\nx,1\n", "line 2 needs a time"),
                arguments("0,1\nNaN,1\n", "line 2 needs a time"),
                arguments("0,-1", "line 1 must have a one-way delay of 0"),
                arguments("0,1e300", "line 1 must have a one-way delay of 0"),
                arguments("2,1\n\n1,1", "line 3 goes back in time"),
                arguments("1\n2,3", "line 2 must have one value as the lines before, has 2"),
                arguments("1,2,3", "line 1 must have one value, or two with a comma between, has 3"),
                arguments("lost\n-1", "line 2 must have a one-way delay of 0"),
                arguments("1\n".repeat(1_000_001), "line 1000001 is beyond the 1000000 packets"),
                arguments("1".repeat(300), "line 1 is longer than 200"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void read_refusesWithTheLine(String csv, String expected) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Conditions.read(new StringReader(csv)));
        assertTrue(refusal.getMessage().startsWith(expected), refusal.getMessage());
    }

    /** Where nothing is recorded the number of packets is no bound. */
    @Test
    void read_endsAFileOfEmptyLines() {
        var empty = new StringReader("\n".repeat(Conditions.MAX_LINES));
        var refusal = assertThrows(IllegalArgumentException.class, () -> Conditions.read(empty));
        assertEquals("line 2000000 is followed by more; 2000000 lines are read", refusal.getMessage());
    }

    @Test
    void of_refusesWhatTeachesNothing() throws IOException {
        var none = Conditions.read(new StringReader("0,1\n1,1"));
        var all = Conditions.read(new StringReader("0,lost\n1,lost"));
        assertThrows(IllegalArgumentException.class, () -> LossFit.of(none));
        assertThrows(IllegalArgumentException.class, () -> LossFit.of(all));
        assertThrows(IllegalArgumentException.class, () -> LatencyFit.of(all));
    }
}
