package chaos.calibration.run;

import chaos.api.calibration.Bands;
import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Findings;
import chaos.api.calibration.Plot;
import chaos.api.calibration.Question;
import chaos.api.calibration.RigException;
import chaos.api.calibration.RunRequest.Mode;
import chaos.api.calibration.Setting;
import chaos.api.calibration.Subject;
import chaos.api.calibration.ToleranceBand;
import chaos.api.calibration.Verdict;
import chaos.calibration.cases.CannotHoldException;
import chaos.calibration.cases.LinkException;
import chaos.calibration.cases.Surroundings;
import chaos.calibration.statistics.Confidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes the trials of a run one after the other. */
final class Conductor {

    /** How long a trial may last that turned out to need more samples. */
    private static final Duration QUICK = Duration.ofSeconds(6);

    private static final Duration FULL = Duration.ofSeconds(30);

    private final Surroundings surroundings;
    private final long seed;
    private final Duration longest;
    private final Listener listener;
    private final List<CaseResult> results = new ArrayList<>();
    private final List<Plot> plots = new ArrayList<>();
    private long drawn;
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
    Conductor(Surroundings surroundings, long seed, Mode mode, Listener listener) {
        this.surroundings = surroundings;
        this.seed = seed;
        this.longest = mode == Mode.QUICK ? QUICK : FULL;
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
        var drawings = new Drawings(surroundings, task, seed, longest);
        try {
            var found = drawings.results();
            drawn += drawings.drawn(found);
            return found;
        } catch (CannotHoldException e) {
            return List.of(notHeld(task, e.getMessage()));
        } finally {
            plots.addAll(drawings.plots());
            unverifiable.addAll(drawings.unverifiable());
            drawings.warnings()
                    .forEach((reason, detail) -> warnings.computeIfAbsent(reason, unseen -> new ArrayList<>())
                            .add(detail));
        }
    }

    private static CaseResult notHeld(Task task, String why) {
        return new CaseResult(
                new Subject(task.question().name(), task.direction(), "all", Question.PLANE_AGAINST_MODEL),
                new Setting(task.trial().impairment(), List.of()),
                new Bands(new ToleranceBand(0, 0, ""), Optional.empty()),
                0,
                Optional.empty(),
                Verdict.NOT_EVALUATED,
                why,
                List.of());
    }

    /** A plane may warn of the same in each trial, with other numbers. */
    private static String last(List<String> details) {
        var detail = details.get(details.size() - 1);
        return details.size() == 1 ? detail : detail + " (so or alike in " + details.size() + " trials)";
    }

    private Findings findings() {
        return new Findings(
                results,
                plots,
                drawn * Confidence.ALPHA * Confidence.ALPHA,
                List.copyOf(unverifiable),
                warnings.values().stream().map(Conductor::last).toList());
    }
}
