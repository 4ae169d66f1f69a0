package chaos.calibration.baseline;

import chaos.api.calibration.Baseline;
import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Comparison;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.Report;
import chaos.api.calibration.Subject;
import chaos.api.calibration.Verdict;
import chaos.api.impairment.Impairment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Puts a report beside the calibration baseline, result by result. */
public final class Comparing {

    private Comparing() {}

    /**
     * What makes two results the same question: the seeds may differ.
     *
     * @param subject what it is about
     * @param impairment what was set, without its seed
     * @param bytes of the probes; 0: none was sent
     * @param packetsPerSecond of the probes
     */
    private record Key(Subject subject, Impairment impairment, int bytes, double packetsPerSecond) {

        static Key of(CaseResult result) {
            var train = result.setting().trains().stream().findFirst();
            return new Key(
                    result.subject(),
                    result.setting().impairment().withoutSeed(),
                    train.map(ProbeTrain::bytes).orElse(0),
                    train.map(ProbeTrain::packetsPerSecond).orElse(0.0));
        }
    }

    /** The report beside what is stored; a result has drifted if its interval and the stored one do not meet. */
    public static Comparison compare(Baseline.Stored stored, Report report) {
        var before = new HashMap<Key, Estimate>();
        for (var result : evaluated(stored.report())) {
            result.measured().ifPresent(estimate -> before.putIfAbsent(Key.of(result), estimate));
        }
        var drifts = new ArrayList<Comparison.Drift>();
        int compared = 0;
        for (var result : evaluated(report)) {
            var then = Optional.ofNullable(before.get(Key.of(result)));
            if (then.isPresent() && result.measured().isPresent()) {
                compared++;
                var now = result.measured().get();
                if (isApart(then.get(), now)) {
                    drifts.add(new Comparison.Drift(
                            result.subject(),
                            then.get(),
                            now,
                            result.bands().gate().unit()));
                }
            }
        }
        var doubts = doubts(stored.report(), report);
        if (compared == 0) {
            doubts.add("nothing could be compared: the baseline has none of the questions that this run answered, with"
                    + " probes of the same size and rate; it was made by a " + mode(stored.report())
                    + " run, this is a " + mode(report) + " one");
        }
        return new Comparison(stored.storedAt(), compared, drifts, doubts);
    }

    private static String mode(Report report) {
        return report.request().mode().word();
    }

    /** What was not evaluated cannot have drifted. */
    private static List<CaseResult> evaluated(Report report) {
        return report.findings().results().stream()
                .filter(result -> result.verdict() != Verdict.NOT_EVALUATED)
                .toList();
    }

    private static boolean isApart(Estimate one, Estimate other) {
        return one.high() < other.low() || other.high() < one.low();
    }

    private static List<String> doubts(Report then, Report now) {
        var doubts = new ArrayList<String>();
        differ(
                doubts,
                "plane",
                then.environment().plane().value(),
                now.environment().plane().value());
        differ(doubts, "rig", then.rig().name(), now.rig().name());
        differ(doubts, "kernel", then.environment().kernel(), now.environment().kernel());
        differ(
                doubts,
                "hardware",
                then.environment().hardware(),
                now.environment().hardware());
        return doubts;
    }

    private static void differ(List<String> doubts, String what, String then, String now) {
        if (!then.equals(now)) {
            doubts.add("the calibration baseline was made with another " + what + ": " + then + ", now " + now);
        }
    }
}
