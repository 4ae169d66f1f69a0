package chaos.calibration.run;

import chaos.api.calibration.Bands;
import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Findings;
import chaos.api.calibration.Plot;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.Question;
import chaos.api.calibration.RigException;
import chaos.api.calibration.Setting;
import chaos.api.calibration.Subject;
import chaos.api.calibration.ToleranceBand;
import chaos.api.calibration.Verdict;
import chaos.calibration.cases.Answer;
import chaos.calibration.cases.Bench;
import chaos.calibration.cases.CannotHoldException;
import chaos.calibration.cases.Finding;
import chaos.calibration.cases.LinkException;
import chaos.calibration.cases.Surroundings;
import chaos.calibration.statistics.Confidence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes the trials of a run one after the other. What fails is drawn once more, and only two failures count. */
final class Conductor {

    private final Surroundings surroundings;
    private final long seed;
    private final Listener listener;
    private final List<CaseResult> results = new ArrayList<>();
    private final List<Plot> plots = new ArrayList<>();
    private final Set<String> unverifiable = new LinkedHashSet<>();
    private final Map<String, List<String>> warnings = new TreeMap<>();

    /** Hears how it goes. */
    interface Listener {

        /** A trial begins. */
        void begins(Task task);

        /** A trial has ended with these. */
        void ended(Task task, List<CaseResult> results);
    }

    /** With a seed from which every drawing's follows. */
    Conductor(Surroundings surroundings, long seed, Listener listener) {
        this.surroundings = surroundings;
        this.seed = seed;
        this.listener = listener;
    }

    /** Makes all of them. */
    Findings conduct(List<Task> tasks) throws LinkException, RigException, InterruptedException {
        for (var task : tasks) {
            listener.begins(task);
            var found = conduct(task);
            results.addAll(found);
            listener.ended(task, found);
        }
        return findings();
    }

    private List<CaseResult> conduct(Task task) throws LinkException, RigException, InterruptedException {
        try {
            var first = draw(task, 0);
            var judged = judged(task, first, List.of());
            if (judged.stream().noneMatch(Conductor::isFailureOfPlane)) {
                plots.addAll(first.plots());
                return judged;
            }
            var second = draw(task, 1);
            plots.addAll(second.plots());
            return twice(judged, judged(task, second, first.train().stream().toList()));
        } catch (CannotHoldException e) {
            return List.of(notHeld(task, e.getMessage()));
        }
    }

    private Answer draw(Task task, int drawing)
            throws CannotHoldException, LinkException, RigException, InterruptedException {
        var bench = new Bench(surroundings, task.direction(), task.seed(seed, drawing));
        var answer = task.trial().run(bench);
        if (Thread.interrupted()) {
            throw new InterruptedException("the run was cancelled");
        }
        surroundings.link().check();
        unverifiable.addAll(bench.unverifiable());
        bench.warnings().forEach((reason, detail) -> warnings.computeIfAbsent(reason, unseen -> new ArrayList<>())
                .add(detail));
        return answer;
    }

    private static boolean isFailureOfPlane(CaseResult result) {
        return result.verdict() == Verdict.FAIL && result.subject().question() == Question.PLANE_AGAINST_MODEL;
    }

    private static List<CaseResult> judged(Task task, Answer answer, List<ProbeTrain> before) {
        var trains = new ArrayList<>(before);
        answer.train().ifPresent(trains::add);
        var setting = new Setting(task.trial().impairment(), trains);
        return answer.findings().stream()
                .map(finding -> Verdicts.of(
                        subject(task, finding),
                        setting,
                        finding,
                        finding.question() == Question.PLANE_AGAINST_MODEL ? answer.disturbances() : List.of()))
                .toList();
    }

    private static Subject subject(Task task, Finding finding) {
        return new Subject(task.question().name(), task.direction(), finding.quantity(), finding.question());
    }

    /** Only what failed in both drawings has failed. */
    private static List<CaseResult> twice(List<CaseResult> first, List<CaseResult> second) {
        var results = new ArrayList<CaseResult>();
        for (var later : second) {
            var earlier = first.stream()
                    .filter(result -> result.subject().equals(later.subject()))
                    .findFirst()
                    .orElse(later);
            if (isFailureOfPlane(earlier) == isFailureOfPlane(later)) {
                results.add(isFailureOfPlane(later) ? because(later, "twice " + later.why()) : later);
            } else if (isFailureOfPlane(earlier)) {
                results.add(because(later, later.why() + "; drawn again, the first was " + earlier.why()));
            } else {
                results.add(
                        because(earlier, earlier.why() + "; drawn again for another quantity, then " + later.why()));
            }
        }
        return results;
    }

    private static CaseResult because(CaseResult result, String why) {
        return new CaseResult(
                result.subject(),
                result.setting(),
                result.bands(),
                result.neededSamples(),
                result.measured(),
                result.verdict(),
                why);
    }

    private static CaseResult notHeld(Task task, String why) {
        return new CaseResult(
                new Subject(task.question().name(), task.direction(), "all", Question.PLANE_AGAINST_MODEL),
                new Setting(task.trial().impairment(), List.of()),
                new Bands(new ToleranceBand(0, 0, ""), Optional.empty()),
                0,
                Optional.empty(),
                Verdict.NOT_EVALUATED,
                why);
    }

    /** A plane may warn of the same in each trial, with other numbers. */
    private static String last(List<String> details) {
        var detail = details.get(details.size() - 1);
        return details.size() == 1 ? detail : detail + " (so or alike in " + details.size() + " trials)";
    }

    private Findings findings() {
        long judged = results.stream()
                .filter(result -> result.subject().question() == Question.PLANE_AGAINST_MODEL)
                .filter(result -> result.verdict() != Verdict.NOT_EVALUATED)
                .count();
        return new Findings(
                results,
                plots,
                judged * Confidence.ALPHA * Confidence.ALPHA,
                List.copyOf(unverifiable),
                warnings.values().stream().map(Conductor::last).toList());
    }
}
