package chaos.calibration.cases;

import chaos.api.calibration.CaseDescription;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.RunRequest.Mode;
import chaos.api.calibration.ToleranceBand;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.RateLimit;
import chaos.api.unit.BitRate;
import chaos.calibration.statistics.Estimates;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Changing one direction leaves the other alone. */
final class IndependenceCase implements CalibrationCase {

    private static final int CHANGES = 3;
    private static final ToleranceBand NONE = new ToleranceBand(0, 0, "changes");

    @Override
    public CaseDescription description() {
        return new CaseDescription(
                new CaseName("T-INDEP"),
                "changing the other direction leaves the state and the counters of this one untouched",
                false);
    }

    @Override
    public List<Trial> trials(Mode mode) {
        return List.of(new Apart());
    }

    private static final class Apart implements Trial {

        @Override
        public Impairment impairment() {
            return latency(5);
        }

        private static Impairment latency(int millis) {
            return Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(millis)));
        }

        @Override
        public Duration expected() {
            return Duration.ofMillis(300);
        }

        @Override
        public Optional<Trial> times(double more, Duration longest) {
            return Optional.empty();
        }

        @Override
        public Answer run(Bench bench) throws CannotHoldException, LinkException {
            var here = bench.direction();
            var there = here.other();
            bench.apply(here, impairment());
            var quiet = isQuiet(bench);
            var state = bench.link().state(here);
            var counters = bench.link().counters(here);
            for (int i = 1; i <= CHANGES; i++) {
                bench.apply(there, latency(i).withRate(RateLimit.of(new BitRate(8_000_000L * i))));
                bench.apply(there, Impairment.NONE);
            }
            int changes = state.equals(bench.link().state(here)) ? 0 : 1;
            int counted = counters.equals(bench.link().counters(here)) ? 0 : 1;
            return new Answer(
                    List.of(
                            Finding.plane("changes of the state", NONE, 1, Estimates.exact(changes, 2L * CHANGES))
                                    .asCertain(),
                            Finding.plane("changes of the counters", NONE, 1, Estimates.exact(counted, 2L * CHANGES))
                                    .asCertain()
                                    .doubted(
                                            quiet
                                                    ? Optional.empty()
                                                    : Optional.of("other traffic was counted on the link"))),
                    Optional.empty(),
                    List.of(),
                    List.of());
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
