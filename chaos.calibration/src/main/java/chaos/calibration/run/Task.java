package chaos.calibration.run;

import chaos.api.calibration.RunRequest;
import chaos.api.link.Direction;
import chaos.calibration.cases.CalibrationCase;
import chaos.calibration.cases.Cases;
import chaos.calibration.cases.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One trial in one direction.
 *
 * @param question the case
 * @param direction where
 * @param trial the setting
 * @param number of the setting within its case
 */
record Task(CalibrationCase question, Direction direction, Trial trial, int number) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** All that a request asks for, direction by direction. */
    static List<Task> of(RunRequest request) {
        var tasks = new ArrayList<Task>();
        for (var direction : Direction.values()) {
            if (request.directions().isEmpty() || request.directions().contains(direction)) {
                Cases.all().stream()
                        .filter(each ->
                                request.cases().isEmpty() || request.cases().contains(each.name()))
                        .forEach(each -> addTo(tasks, each, direction, request.mode()));
            }
        }
        return List.copyOf(tasks);
    }

    private static void addTo(List<Task> tasks, CalibrationCase question, Direction direction, RunRequest.Mode mode) {
        var trials = question.trials(mode);
        for (int i = 0; i < trials.size(); i++) {
            tasks.add(new Task(question, direction, trials.get(i), i));
        }
    }

    /** The seed of a drawing: the same in a run that is narrowed to this. */
    long seed(long ofRun, int drawing) {
        int[] place = {
            question.name().value().hashCode(), number, direction.word().hashCode(), drawing
        };
        long mixed = ofRun + GOLDEN * (Arrays.hashCode(place) + 1L);
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (mixed ^ (mixed >>> 31)) & Long.MAX_VALUE;
    }
}
