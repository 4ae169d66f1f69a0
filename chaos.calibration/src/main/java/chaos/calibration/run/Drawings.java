package chaos.calibration.run;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.Plot;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.Question;
import chaos.api.calibration.RigException;
import chaos.api.calibration.Setting;
import chaos.api.calibration.Subject;
import chaos.api.calibration.Verdict;
import chaos.calibration.cases.Answer;
import chaos.calibration.cases.Bench;
import chaos.calibration.cases.CannotHoldException;
import chaos.calibration.cases.Finding;
import chaos.calibration.cases.LinkException;
import chaos.calibration.cases.Surroundings;
import chaos.calibration.cases.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The drawings of one trial, each from a seed of its own. One that was disturbed, or turned out to need more samples
 * than were sent, is thrown away and drawn again, once each. What fails is drawn once more as well, and there only two
 * failures count.
 */
final class Drawings {

    /** How much more than turned out to be needed is sent: the next drawing may scatter more. */
    private static final double SPARE = 1.25;

    private final Surroundings surroundings;
    private final Task task;
    private final long seed;
    private final Duration longest;
    private final List<ProbeTrain> trains = new ArrayList<>();
    private final Set<String> unverifiable = new LinkedHashSet<>();
    private final Map<String, String> warnings = new LinkedHashMap<>();
    private final Set<Subject> certain = new LinkedHashSet<>();
    private final Map<Subject, CaseResult> failed = new LinkedHashMap<>();
    private final Map<Subject, List<Estimate>> measured = new LinkedHashMap<>();
    private Trial trial;
    private List<Plot> plots = List.of();
    private List<String> disturbances = List.of();
    private int drawn;

    /**
     * Of one task.
     *
     * @param seed of the run
     * @param longest how long a trial may last that turned out to need more samples
     */
    Drawings(Surroundings surroundings, Task task, long seed, Duration longest) {
        this.surroundings = surroundings;
        this.task = task;
        this.seed = seed;
        this.longest = longest;
        this.trial = task.trial();
    }

    /** Makes them. */
    List<CaseResult> results() throws CannotHoldException, LinkException, RigException, InterruptedException {
        var results = usable();
        if (results.stream().anyMatch(this::mayBeChance)) {
            results = twice(results, draw());
        }
        return results.stream()
                .map(result -> besideOthers(failed.getOrDefault(result.subject(), result)))
                .toList();
    }

    private boolean mayBeChance(CaseResult result) {
        return isFailureOfPlane(result) && !certain.contains(result.subject());
    }

    /** How many of these results could be false alarms: judged, of the plane, and drawn. */
    long drawn(List<CaseResult> results) {
        return results.stream()
                .filter(result -> ofPlane(result) && result.verdict() != Verdict.NOT_EVALUATED)
                .filter(result -> !certain.contains(result.subject()))
                .count();
    }

    private List<CaseResult> usable() throws CannotHoldException, LinkException, RigException, InterruptedException {
        var results = draw();
        var why = "";
        if (!disturbances.isEmpty()) {
            why = "; made once more, because " + String.join("; ", disturbances);
            results = draw();
        }
        double lacking = results.stream().mapToDouble(Drawings::lack).max().orElse(1);
        var longer = lacking > 1 ? trial.times(lacking * SPARE, longest) : Optional.<Trial>empty();
        if (longer.isPresent() && disturbances.isEmpty()) {
            trial = longer.get();
            why += "; made once more with more probes";
            results = draw();
        }
        var added = why;
        return results.stream()
                .map(result -> ofPlane(result) ? because(result, result.why() + added) : result)
                .toList();
    }

    /** How many times more samples the band needs than there were; 1 if there were enough. */
    private static double lack(CaseResult result) {
        return result.measured()
                .map(measured -> (double) result.neededSamples() / Math.max(1, measured.samples()))
                .filter(times -> ofPlane(result) && times > 1)
                .orElse(1.0);
    }

    private List<CaseResult> draw() throws CannotHoldException, LinkException, RigException, InterruptedException {
        var bench = new Bench(surroundings, task.direction(), task.seed(seed, drawn++));
        var answer = trial.run(bench);
        if (Thread.interrupted()) {
            throw new InterruptedException("the run was cancelled");
        }
        surroundings.link().check();
        unverifiable.addAll(bench.unverifiable());
        warnings.putAll(bench.warnings());
        answer.train().ifPresent(trains::add);
        plots = answer.plots();
        disturbances = answer.disturbances();
        var results = judged(answer);
        results.stream()
                .filter(result -> isFailureOfPlane(result) && certain.contains(result.subject()))
                .forEach(result -> failed.putIfAbsent(result.subject(), result));
        for (var result : results) {
            result.measured().ifPresent(seen -> measured.computeIfAbsent(result.subject(), subject -> new ArrayList<>())
                    .add(seen));
        }
        return results;
    }

    private List<CaseResult> judged(Answer answer) {
        var setting = new Setting(trial.impairment(), trains);
        answer.findings().stream().filter(Finding::certain).map(this::subject).forEach(certain::add);
        return answer.findings().stream()
                .map(finding -> Verdicts.of(
                        subject(finding),
                        setting,
                        finding,
                        finding.question() == Question.PLANE_AGAINST_MODEL ? answer.disturbances() : List.of()))
                .toList();
    }

    private Subject subject(Finding finding) {
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

    private static boolean ofPlane(CaseResult result) {
        return result.subject().question() == Question.PLANE_AGAINST_MODEL;
    }

    private static boolean isFailureOfPlane(CaseResult result) {
        return result.verdict() == Verdict.FAIL && ofPlane(result);
    }

    /** With what every other drawing measured. */
    private CaseResult besideOthers(CaseResult result) {
        var others = new ArrayList<>(measured.getOrDefault(result.subject(), List.of()));
        result.measured().ifPresent(others::remove);
        return ofPlane(result) ? copy(result, result.why(), others) : result;
    }

    private static CaseResult because(CaseResult result, String why) {
        return copy(result, why, result.otherDrawings());
    }

    private static CaseResult copy(CaseResult result, String why, List<Estimate> others) {
        return new CaseResult(
                result.subject(),
                result.setting(),
                result.bands(),
                result.neededSamples(),
                result.measured(),
                result.verdict(),
                why,
                others);
    }

    /** Pictures of the last drawing. */
    List<Plot> plots() {
        return plots;
    }

    /** What read-back could not show. */
    Set<String> unverifiable() {
        return unverifiable;
    }

    /** What the plane warned of, by direction and reason. */
    Map<String, String> warnings() {
        return warnings;
    }
}
