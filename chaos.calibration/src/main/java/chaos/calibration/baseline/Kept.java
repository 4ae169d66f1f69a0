package chaos.calibration.baseline;

import chaos.api.calibration.Baseline.Stored;
import chaos.api.calibration.Report;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What became of a report that was to be the calibration baseline.
 *
 * @param sentence for people
 * @param warnings the same, where a reader of the report must know it: it took another one's place, or was not kept
 */
public record Kept(String sentence, List<String> warnings) {

    /** It was stored, and what was there before is gone: a report of few cases takes the place of a full one. */
    public static Kept inPlaceOf(Optional<Stored> before, Report report) {
        var stored = "stored as the calibration baseline";
        if (before.isEmpty()) {
            return new Kept(stored, List.of());
        }
        var old = before.get();
        var now = report.findings().results().size() + (told(old.report()).equals(told(report)) ? "" : told(report));
        var replaced = "replaces a baseline of "
                + old.report().findings().results().size() + " results" + told(old.report()) + ", of "
                + old.storedAt().atZone(ZoneOffset.UTC).toLocalDate() + ", by one of " + now;
        return new Kept(stored + "; it " + replaced, List.of("this report " + replaced));
    }

    /** It was not stored. */
    public static Kept not(String why) {
        var sentence = "not stored as the calibration baseline: " + why;
        return new Kept(sentence, List.of(sentence));
    }

    private static String told(Report report) {
        return " on the " + report.environment().plane() + " plane, "
                + report.rig().name() + " rig";
    }
}
