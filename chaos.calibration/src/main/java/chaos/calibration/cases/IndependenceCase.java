package chaos.calibration.cases;

import chaos.api.calibration.CaseDescription;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.RigException;
import chaos.api.calibration.RunRequest.Mode;
import chaos.api.calibration.ToleranceBand;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.RateLimit;
import chaos.api.unit.BitRate;
import chaos.calibration.statistics.Estimates;
import chaos.calibration.statistics.SampleSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changing one direction leaves the other alone: what it holds and has counted while it carries nothing, and what
 * becomes of packets that it carries meanwhile.
 */
final class IndependenceCase implements CalibrationCase {

    private static final int CHANGES = 3;
    private static final ToleranceBand NONE = new ToleranceBand(0, 0, "changes");
    private static final ToleranceBand NO_PACKETS = new ToleranceBand(0, 0, "packets");
    private static final Shape SHAPE = new Shape(256, 1000, 1000);
    private static final Duration SETTLE = Duration.ofMillis(150);
    private static final double P99 = 0.99;
    private static final long FOR_P99 = SampleSize.forQuantile(1 - P99);
    /** Of the packets; it would be seen. */
    private static final long FOR_NONE = SampleSize.forNone(0.01);
    /** As T-LAT-p allows the most of a constant latency to differ. */
    private static final double LATE = 300_000;

    @Override
    public CaseDescription description() {
        return new CaseDescription(
                new CaseName("T-INDEP"),
                "changing the other direction leaves state, counters and traffic of this one untouched",
                false);
    }

    @Override
    public List<Trial> trials(Mode mode) {
        return List.of(new Apart(SHAPE));
    }

    private record Apart(Shape shape) implements Trial {

        @Override
        public Impairment impairment() {
            return latency(5);
        }

        private static Impairment latency(int millis) {
            return Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(millis)));
        }

        @Override
        public Duration expected() {
            return shape.lasts().plus(SETTLE).plusMillis(300);
        }

        @Override
        public Optional<Trial> times(double more, Duration longest) {
            return shape.times(more, longest).map(Apart::new);
        }

        @Override
        public Answer run(Bench bench) throws CannotHoldException, LinkException, RigException, InterruptedException {
            var here = bench.direction();
            bench.apply(here, impairment());
            var quiet = isQuiet(bench);
            var state = bench.link().state(here);
            var counters = bench.link().counters(here);
            change(bench);
            int counted = counters.equals(bench.link().counters(here)) ? 0 : 1;
            var train = shape.train(bench.seed());
            var measurement = Meanwhile.of(() -> bench.measure(train, SETTLE)).during(() -> change(bench));
            int changes = state.equals(bench.link().state(here)) ? 0 : 1;
            var findings = new ArrayList<Finding>();
            findings.add(Finding.plane("changes of the state", NONE, 1, Estimates.exact(changes, 2L * CHANGES))
                    .asCertain());
            findings.add(Finding.plane("changes of the counters", NONE, 1, Estimates.exact(counted, 2L * CHANGES))
                    .asCertain()
                    .doubted(quiet ? Optional.empty() : Optional.of("other traffic was counted on the link")));
            var prediction = bench.predict(impairment(), shape);
            findings.addAll(judge(new Seen(bench, shape, measurement.trace(), prediction)));
            return new Answer(findings, Optional.of(train), List.of(), measurement.disturbances());
        }

        private static void change(Bench bench) throws CannotHoldException, LinkException {
            var there = bench.direction().other();
            for (int i = 1; i <= CHANGES; i++) {
                bench.apply(there, latency(i).withRate(RateLimit.of(new BitRate(8_000_000L * i))));
                bench.apply(there, Impairment.NONE);
            }
        }

        private static List<Finding> judge(Seen seen) {
            var trace = seen.trace();
            double latency = Words.of(seen.prediction().latency().p50());
            var band = LatencyCases.around(latency, LATE);
            var quantity = "99th percentile of the one-way delay above the floor's, during changes";
            var delays = seen.sortedDelays();
            var late = delays.length == 0
                    ? Finding.nothing(quantity, band, FOR_P99, "no probe arrived")
                    : new AboveFloor(
                                    seen,
                                    Estimates.quantile(delays, P99),
                                    seen.bench().floor().p99(),
                                    band)
                            .finding(quantity, band, FOR_P99);
            return List.of(
                    none("packets lost during changes", Estimates.count(trace.lost(), trace.sent())),
                    none("inversions during changes", LatencyCases.inversions(trace)),
                    late);
        }

        private static Finding none(String quantity, Estimate seen) {
            return Finding.plane(quantity, NO_PACKETS, FOR_NONE, seen).asCertain();
        }

        private static boolean isQuiet(Bench bench) throws LinkException {
            var before = bench.link().counters(bench.direction());
            for (int i = 0; i < CHANGES; i++) {
                bench.link().state(bench.direction());
            }
            return before.equals(bench.link().counters(bench.direction()));
        }
    }
}
