package chaos.dataplane.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.Warning;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Reordering;
import chaos.api.prediction.HistogramBin;
import chaos.api.prediction.Prediction;
import chaos.api.prediction.Prediction.Method;
import chaos.api.prediction.Traffic;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.distribution.LatencyTables;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The simulation has a fixed seed, so nothing here depends on luck. */
final class ModelPredictorTest {

    private static final Traffic USUAL = new Traffic(1500, 1000);
    private static final Impairment NONE = Impairment.NONE;
    private static final Latency FORTY = new Latency.Constant(Duration.ofMillis(40));
    private static final LossModel TENTH = new LossModel.Bernoulli(Probability.ofPercent(10), Correlation.NONE);

    private static Prediction predict(Impairment impairment) {
        return new ModelPredictor(LatencyTables.SHAPES).predict(impairment, NONE, USUAL);
    }

    private static Latency jitter(Distribution distribution) {
        return new Latency.Stochastic(Duration.ofMillis(40), Duration.ofMillis(5), distribution, Correlation.NONE);
    }

    @Test
    void nothing_isSeenOfNoImpairment() {
        var prediction = predict(NONE);
        assertEquals(Method.ANALYTIC, prediction.method());
        assertEquals(0, prediction.shares().loss().high());
        assertEquals(Duration.ZERO, prediction.latency().mean());
        assertEquals(OptionalLong.empty(), prediction.ceilings().throughputBitsPerSecond());
    }

    @Test
    void constant_isExactAndTheRoundTripHasBothDirections() {
        var prediction = new ModelPredictor(LatencyTables.SHAPES)
                .predict(NONE.withLatency(FORTY).withLoss(TENTH), NONE.withLatency(FORTY), USUAL);
        assertEquals(Method.ANALYTIC, prediction.method());
        assertEquals(10, prediction.shares().loss().value(), 1e-6);
        assertEquals(9.597, prediction.shares().loss().low(), 0.001);
        assertEquals(Duration.ofMillis(40), prediction.latency().p99());
        assertEquals(Optional.of(Duration.ofMillis(80)), prediction.roundTripMean());
        assertEquals(91_600, prediction.ceilings().memoryBytes());
    }

    @Test
    void duplicationAndLoss_leaveOneWhereBothHit() {
        var half = new Duplication(Probability.ofPercent(50), Correlation.NONE);
        var prediction = predict(NONE.withLoss(TENTH).withDuplication(half));
        assertEquals(5, prediction.shares().loss().value(), 1e-6);
        assertEquals(40.5, prediction.shares().duplicated(), 1e-6);
        var simulated = new Simulation(NONE.withLoss(TENTH).withDuplication(half), USUAL).run();
        assertEquals(5, simulated.shares().loss().value(), 0.5);
        assertEquals(40.5, simulated.shares().duplicated(), 1);
    }

    @Test
    void chains_haveTheirShareByFormulaAndBySimulation() {
        var four = new LossModel.FourState(of(0.02), of(0.3), of(0.2), of(0.4), of(0.01));
        var ge = new LossModel.GilbertElliott(of(0.01), of(0.1), of(0.9), of(0.01));
        for (var model : new LossModel[] {four, ge}) {
            var exact = predict(NONE.withLoss(model)).shares().loss().value();
            var found =
                    new Simulation(NONE.withLoss(model), USUAL).run().shares().loss();
            assertTrue(found.low() <= exact && exact <= found.high(), found + " has not " + exact);
        }
    }

    /** 60,000 packets: 1.5 are seven standard errors of either share. */
    @Test
    void reordering_skipsTheLatency() {
        var reordering = new Reordering(Probability.ofPercent(50), Correlation.NONE, 1);
        var impairment = NONE.withLatency(FORTY).withReordering(reordering);
        var prediction = predict(impairment);
        assertEquals(Method.SIMULATED, prediction.method());
        assertEquals(50 * (1 - Math.pow(0.5, 39)), prediction.shares().reordered(), 1.5);
        assertEquals(20, prediction.latency().mean().toNanos() / 1e6, 40 * 0.015);
        assertEquals(20, prediction.latency().sigma().toNanos() / 1e6, 0.6);
    }

    @Test
    void jitter_isSimulatedWithItsShape() {
        var prediction = predict(NONE.withLatency(jitter(Distribution.Shape.NORMAL)));
        assertEquals(Method.SIMULATED, prediction.method());
        assertEquals(40e6, nanos(prediction.latency().mean()), 0.1e6);
        assertEquals(5e6, nanos(prediction.latency().sigma()), 0.1e6);
        assertEquals(40e6 + 2.326 * 5e6, nanos(prediction.latency().p99()), 0.3e6);
        assertEquals(
                100,
                prediction.histogram().stream().mapToDouble(HistogramBin::pct).sum(),
                1e-6);
        assertTrue(prediction.shares().reordered() > 50);
    }

    /** The published figures for 100 ms ± 10 ms at 1000 packets a second: +5.2 ms uniform, +12 ms normal. */
    @Test
    void preserve_shiftsTheMeanAsPublished() {
        var shape = new Latency.Stochastic(
                Duration.ofMillis(100), Duration.ofMillis(10), Distribution.Shape.UNIFORM, Correlation.NONE);
        var uniform = predict(NONE.withLatency(shape).withOrdering(Ordering.PRESERVE));
        assertEquals(5.2e6, nanos(uniform.meanShift()), 0.3e6);
        assertEquals(0, uniform.shares().reordered());
        var normal = new Latency.Stochastic(
                Duration.ofMillis(100), Duration.ofMillis(10), Distribution.Shape.NORMAL, Correlation.NONE);
        assertEquals(
                12e6,
                nanos(predict(NONE.withLatency(normal).withOrdering(Ordering.PRESERVE))
                        .meanShift()),
                1e6);
    }

    @Test
    void overload_fillsTheQueueAndDropsTheRest() {
        var rate = RateLimit.of(BitRate.parse("6mbit")).withBurst(new ByteCount(3044));
        var prediction = predict(NONE.withLatency(FORTY).withRate(rate).withQueue(new QueueLimit.Packets(50)));
        assertEquals(Method.SIMULATED, prediction.method());
        assertEquals(50, prediction.shares().loss().value(), 1);
        assertEquals(Duration.ofMillis(100), prediction.ceilings().queueLatency());
        assertEquals(140e6, nanos(prediction.latency().p50()), 5e6);
        assertEquals(
                "overload",
                prediction.warnings().stream().map(Warning::reason).findFirst().orElseThrow());
    }

    /** The traffic is 12 Mbit/s. */
    @Test
    void overload_isCountedAfterLossesAndCopies() {
        var spared = NONE.withRate(RateLimit.of(BitRate.parse("8mbit")))
                .withLoss(new LossModel.Bernoulli(Probability.ofPercent(50), Correlation.NONE));
        assertEquals(List.of(), predict(spared).warnings());
        var doubled = NONE.withRate(RateLimit.of(BitRate.parse("20mbit")))
                .withDuplication(new Duplication(Probability.ALWAYS, Correlation.NONE));
        assertEquals(
                List.of("overload"),
                predict(doubled).warnings().stream().map(Warning::reason).toList());
    }

    @Test
    void whatNeverArrives_hasNoLatencyAndNoRoundTrip() {
        var gone = NONE.withLatency(FORTY).withLoss(new LossModel.Bernoulli(Probability.ALWAYS, Correlation.NONE));
        var predictor = new ModelPredictor(LatencyTables.SHAPES);
        var there = predictor.predict(gone, NONE, USUAL);
        assertEquals(List.of(), there.histogram());
        assertEquals(Optional.empty(), there.roundTripMean());
        assertEquals("nothing_arrives", there.warnings().get(0).reason());
        var back = predictor.predict(NONE.withLatency(FORTY), gone, USUAL);
        assertEquals(Duration.ofMillis(40), back.latency().mean());
        assertEquals(Optional.empty(), back.roundTripMean());
        assertEquals("nothing_returns", back.warnings().get(0).reason());
    }

    @Test
    void withinTheRate_nothingWaits() {
        var prediction = predict(NONE.withRate(RateLimit.of(BitRate.parse("12mbit"))));
        assertEquals(Method.ANALYTIC, prediction.method());
        assertEquals(Duration.ZERO, prediction.latency().p99());
        assertEquals(OptionalLong.of(12_000_000), prediction.ceilings().throughputBitsPerSecond());
    }

    @Test
    void extremes_areAnswered() {
        var slow = RateLimit.of(new BitRate(8)).withBurst(new ByteCount(100));
        var widest = new Latency.Stochastic(
                Latency.MAX, Latency.MAX_JITTER, Distribution.Shape.EXPONENTIAL, Correlation.ofFraction(0.9));
        var everything = NONE.withLatency(widest)
                .withRate(slow)
                .withQueue(new QueueLimit.Packets(QueueLimit.Packets.MAX))
                .withLoss(new LossModel.Bernoulli(Probability.ALWAYS, Correlation.NONE));
        for (var traffic : new Traffic[] {new Traffic(14, 1e-9), new Traffic(65_535, 1e12), new Traffic(60, 1)}) {
            var prediction = new ModelPredictor(LatencyTables.SHAPES).predict(everything, everything, traffic);
            assertEquals(100, prediction.shares().loss().value());
        }
    }

    private static double nanos(Duration duration) {
        return (double) duration.toNanos();
    }

    private static Probability of(double fraction) {
        return Probability.ofFraction(fraction);
    }
}
