package chaos.dataplane.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.prediction.Traffic;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.distribution.LatencyTables;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The simulation has a fixed seed, so nothing here depends on luck. */
final class SampleTest {

    private static final Traffic TRAFFIC = new Traffic(256, 1000);
    private static final ModelPredictor PREDICTOR = new ModelPredictor(LatencyTables.SHAPES);

    @Test
    void sample_hasTheDelaysOfTheModel() {
        var normal = Impairment.NONE.withLatency(new Latency.Stochastic(
                Duration.ofMillis(20), Duration.ofMillis(5), Distribution.Shape.NORMAL, Correlation.NONE));
        var delays = PREDICTOR.sample(normal, TRAFFIC, 20_000);
        assertEquals(20_000, delays.length);
        assertEquals(20e6, Arrays.stream(delays).average().orElseThrow(), 0.2e6);
        assertArrayEquals(delays, PREDICTOR.sample(normal, TRAFFIC, 20_000));
    }

    @Test
    void sample_isWithoutWhatIsLost() {
        var half = Impairment.NONE.withLoss(new LossModel.Bernoulli(Probability.ofPercent(50), Correlation.NONE));
        assertEquals(5000, PREDICTOR.sample(half, TRAFFIC, 10_000).length, 250);
    }

    @Test
    void sample_isBounded() {
        assertThrows(IllegalArgumentException.class, () -> PREDICTOR.sample(Impairment.NONE, TRAFFIC, 0));
        assertThrows(IllegalArgumentException.class, () -> PREDICTOR.sample(Impairment.NONE, TRAFFIC, 1_000_001));
    }
}
