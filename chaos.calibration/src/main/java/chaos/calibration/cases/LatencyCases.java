package chaos.calibration.cases;

import chaos.api.calibration.CaseDescription;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.RunRequest.Mode;
import chaos.api.calibration.ToleranceBand;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.Ordering;
import chaos.api.unit.Correlation;
import chaos.calibration.statistics.Estimates;
import chaos.calibration.statistics.Fit;
import chaos.calibration.statistics.SampleSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions about how long packets take. */
final class LatencyCases {

    private static final String NANOS = "ns";
    private static final double MICRO = 1000;
    private static final double CANON = 10 * MICRO;
    private static final Duration TEN = Duration.ofMillis(10);
    private static final double P01 = 0.01;
    private static final double P99 = 0.99;
    private static final long FOR_P99 = SampleSize.forQuantile(P01);

    private static final int FEW = 100;

    private LatencyCases() {}

    static List<CalibrationCase> all() {
        return List.of(new Constant(), new Precise(), new Jitter(), new Order());
    }

    private static Impairment constant(Duration latency) {
        return Impairment.NONE.withLatency(new Latency.Constant(latency));
    }

    /** Of the canon: the mean. */
    private static final class Constant implements CalibrationCase {

        private static final CaseName NAME = new CaseName("T-LAT-const");

        @Override
        public CaseDescription description() {
            return new CaseDescription(NAME, "constant latency: the mean one-way delay, within 10 µs", true);
        }

        @Override
        public List<Trial> trials(Mode mode) {
            if (mode == Mode.QUICK) {
                return List.of(trial(TEN, new Shape(256, 2000, 3000)));
            }
            var trials = new ArrayList<Trial>();
            for (int bytes : new int[] {64, 256, 1500}) {
                for (int perSecond : new int[] {500, 2000, 10_000}) {
                    trials.add(trial(TEN, Shape.lasting(bytes, perSecond, 3).atLeast(3000)));
                }
            }
            trials.add(trial(Duration.ofMillis(1), new Shape(256, 2000, 6000)));
            trials.add(trial(Duration.ofMillis(100), new Shape(256, 2000, 6000)));
            return trials;
        }

        private static Trial trial(Duration latency, Shape shape) {
            var impairment = constant(latency);
            return new ProbeTrial(
                    impairment,
                    shape,
                    seen -> List.of(
                            plane(seen),
                            intent(
                                    "mean latency",
                                    Words.of(latency),
                                    seen.prediction().latency().mean(),
                                    CANON)),
                    seen -> List.of(Plots.delays(NAME, impairment, seen)));
        }

        private static Finding plane(Seen seen) {
            var quantity = "mean one-way delay above the floor";
            double expected = seen.prediction().latency().mean().toNanos();
            var band = new ToleranceBand(expected - CANON, expected + CANON, NANOS);
            var delays = seen.delays();
            if (delays.length == 0) {
                return Finding.nothing(quantity, band, FEW, "no probe arrived");
            }
            var floor = seen.bench().floor();
            return new AboveFloor(seen, Estimates.mean(delays), floor.mean(), band).finding(quantity, band, FEW);
        }
    }

    /** Beyond the canon: the median and the spread. */
    private static final class Precise implements CalibrationCase {

        private static final CaseName NAME = new CaseName("T-LAT-p");
        private static final double GATE = 100 * MICRO;
        private static final double GOAL = 50 * MICRO;
        private static final double SHARE = 0.001;
        private static final double SPREAD = 300 * MICRO;
        private static final double SPREAD_GOAL = 100 * MICRO;

        @Override
        public CaseDescription description() {
            return new CaseDescription(
                    NAME,
                    "constant latency: the median within 100 µs + 0.1 %, 98 % of the packets within 300 µs",
                    false);
        }

        @Override
        public List<Trial> trials(Mode mode) {
            return mode == Mode.QUICK
                    ? List.of(trial(Duration.ofMillis(1), 2000))
                    : List.of(
                            trial(Duration.ofMillis(1), 6000),
                            trial(TEN, 6000),
                            trial(Duration.ofMillis(100), 6000),
                            trial(Duration.ofSeconds(1), 4000));
        }

        private static Trial trial(Duration latency, int count) {
            var impairment = constant(latency);
            return new ProbeTrial(
                    impairment,
                    new Shape(256, 2000, count),
                    Precise::judge,
                    seen -> List.of(Plots.delays(NAME, impairment, seen)));
        }

        private static List<Finding> judge(Seen seen) {
            double expected = seen.prediction().latency().p50().toNanos();
            double share = SHARE * expected;
            var gate = new ToleranceBand(expected - GATE - share, expected + GATE + share, NANOS);
            var goal = new ToleranceBand(expected - GOAL - share, expected + GOAL + share, NANOS);
            var sorted = seen.sortedDelays();
            var spread = new ToleranceBand(0, SPREAD, NANOS);
            if (sorted.length == 0) {
                return List.of(
                        Finding.nothing("median one-way delay above the floor", gate, FOR_P99, "no probe arrived"));
            }
            var median = new AboveFloor(
                    seen,
                    Estimates.quantile(sorted, 0.5),
                    seen.bench().floor().floor().median(),
                    gate);
            var width = Estimates.minus(Estimates.quantile(sorted, P99), Estimates.quantile(sorted, P01));
            return List.of(
                    median.finding("median one-way delay above the floor", gate, FEW)
                            .goal(goal),
                    Finding.plane(
                                    "99th less 1st percentile",
                                    spread,
                                    Math.max(FOR_P99, needed(width, SPREAD / 2)),
                                    width)
                            .goal(new ToleranceBand(0, SPREAD_GOAL, NANOS))
                            .doubted(repeatability(seen, spread)));
        }
    }

    /** The shape of a stochastic latency. */
    private static final class Jitter implements CalibrationCase {

        private static final CaseName NAME = new CaseName("T-JIT");
        private static final Duration MEAN = Duration.ofMillis(20);
        private static final Duration JITTER = Duration.ofMillis(5);
        private static final double OF_MEAN = 0.02;
        private static final double OF_DEVIATION = 0.03;
        private static final double CHANCE = 0.001;
        private static final double TIMES_THE_FLOOR = 10;
        private static final double APART = 0.03;

        @Override
        public CaseDescription description() {
            return new CaseDescription(
                    NAME, "jitter: mean within 2 % and deviation within 3 % of it, and the shape of the model", false);
        }

        @Override
        public List<Trial> trials(Mode mode) {
            var shapes = mode == Mode.QUICK
                    ? List.<Distribution>of(Distribution.Shape.NORMAL)
                    : List.<Distribution>of(Distribution.Shape.UNIFORM, Distribution.Shape.NORMAL);
            return shapes.stream().map(Jitter::trial).toList();
        }

        private static Trial trial(Distribution distribution) {
            var latency = new Latency.Stochastic(MEAN, JITTER, distribution, Correlation.NONE);
            var impairment = Impairment.NONE.withLatency(latency);
            // And half as many again: batches make the interval of a mean wider than the formula does.
            long needed = SampleSize.forMean(Words.of(JITTER), OF_MEAN * Words.of(JITTER));
            return new ProbeTrial(
                    impairment,
                    new Shape(256, 10_000, 1).atLeast(needed * 3 / 2),
                    seen -> judge(impairment, distribution == Distribution.Shape.UNIFORM ? 1 / Math.sqrt(3) : 1, seen),
                    seen -> List.of(Plots.delays(NAME, impairment, seen)));
        }

        private static List<Finding> judge(Impairment impairment, double deviations, Seen seen) {
            var model = seen.prediction().latency();
            var delays = seen.delays();
            double half = OF_MEAN * JITTER.toNanos();
            var mean = around(Words.of(model.mean()), half);
            if (delays.length < FEW) {
                return List.of(
                        Finding.nothing("mean one-way delay above the floor", mean, FEW, "hardly a probe arrived"));
            }
            double sigma = model.sigma().toNanos();
            var deviation = Estimates.deviation(delays);
            var floor = seen.bench().floor();
            return List.of(
                    new AboveFloor(seen, Estimates.mean(delays), floor.mean(), mean)
                            .finding("mean one-way delay above the floor", mean, FEW)
                            .goal(around(Words.of(model.mean()), half / 2)),
                    Finding.plane(
                                    "deviation of the one-way delay",
                                    around(sigma, OF_DEVIATION * sigma),
                                    SampleSize.forDeviation(OF_DEVIATION),
                                    deviation)
                            .goal(around(sigma, 0.02 * sigma)),
                    shape(impairment, sigma, seen),
                    intent("mean latency", Words.of(MEAN), model.mean(), half),
                    intent(
                            "deviation of the latency",
                            deviations * JITTER.toNanos(),
                            model.sigma(),
                            OF_DEVIATION * deviations * JITTER.toNanos()));
        }

        private static Finding shape(Impairment impairment, double sigma, Seen seen) {
            var floor = seen.bench().floor();
            var delays = seen.delays();
            var sample = Fit.convolve(
                    seen.bench().sample(impairment, seen.shape()),
                    floor.delays(),
                    seen.bench().seed());
            // A chance is even from 0 to 1 where the shape is right: two runs say nothing by how far theirs are apart.
            var chance = new Estimate(Fit.chance(delays, sample), 0, 1, delays.length, 1);
            return Finding.plane(
                            "chance of this shape (KS)",
                            new ToleranceBand(CHANCE, 1, ""),
                            SampleSize.forShape(APART),
                            chance)
                    .doubted(isFine(floor, sigma));
        }

        private static Optional<String> isFine(FloorSample floor, double sigma) {
            var delays = floor.delays();
            double range = delays[delays.length * 3 / 4] - (double) delays[delays.length / 4];
            return sigma >= TIMES_THE_FLOOR * range
                    ? Optional.empty()
                    : Optional.of("the rig's own delays spread by " + Words.nanos(range)
                            + ", and only what spreads ten times as much can be compared with a model");
        }
    }

    /** Jitter that may not reorder. */
    private static final class Order implements CalibrationCase {

        private static final CaseName NAME = new CaseName("T-ORDER");
        /** Of the packets; it would be seen. */
        private static final double SEEN = 0.001;

        @Override
        public CaseDescription description() {
            return new CaseDescription(NAME, "ordering preserve under jitter: no packet overtakes", false);
        }

        @Override
        public List<Trial> trials(Mode mode) {
            var latency = new Latency.Stochastic(
                    Duration.ofMillis(20), Duration.ofMillis(5), Distribution.Shape.NORMAL, Correlation.NONE);
            var impairment = Impairment.NONE.withLatency(latency).withOrdering(Ordering.PRESERVE);
            long needed = SampleSize.forNone(SEEN);
            return List.of(new ProbeTrial(
                    impairment,
                    new Shape(256, 4000, 1).atLeast(mode == Mode.QUICK ? needed + FEW : 3 * needed),
                    seen -> List.of(Finding.plane(
                                    "inversions", new ToleranceBand(0, 0, "packets"), needed, inversions(seen.trace()))
                            .asCertain()),
                    seen -> List.of(Plots.delays(NAME, impairment, seen))));
        }
    }

    static Estimate inversions(ProbeTrace trace) {
        return Estimates.count(trace.inversions(), Math.max(1, trace.arrivals()));
    }

    static ToleranceBand around(double middle, double half) {
        return new ToleranceBand(middle - half, middle + half, NANOS);
    }

    private static Finding intent(String quantity, double asked, Duration predicted, double half) {
        return Finding.intent(quantity, around(asked, half), Estimates.exact(Words.of(predicted), 0));
    }

    /** So many that the interval, as wide as it was seen to be, is no wider than the band. */
    private static long needed(Estimate measured, double half) {
        return Math.max(
                FEW,
                SampleSize.forDifference(measured, Estimates.exact(0, 0), half).orElseThrow());
    }

    /** A band that is narrower than four times what the rig repeats to cannot be told from the rig. */
    static Optional<String> repeatability(Seen seen, ToleranceBand band) {
        var disturbances = seen.bench().floor().disturbances();
        if (!disturbances.isEmpty()) {
            return Optional.of(String.join("; ", disturbances));
        }
        var repeats = seen.bench().floor().floor().repeatability();
        double width = band.high() - band.low();
        return width >= 4.0 * repeats.toNanos()
                ? Optional.empty()
                : Optional.of(
                        "the band is " + Words.nanos(width) + " wide, and the rig's floor itself repeats to within "
                                + Words.nanos(Words.of(repeats)) + " only");
    }
}
