package chaos.api.calibration;

import java.util.List;

/**
 * What a run found.
 *
 * @param results each question and its answer, in the order in which they were asked
 * @param plots pictures of them
 * @param falseAlarms how many failures the run is expected to have if everything is exactly as it should be
 * @param unverifiable what could not be verified, a sentence each
 * @param warnings what a reader must know, a sentence each
 */
public record Findings(
        List<CaseResult> results,
        List<Plot> plots,
        double falseAlarms,
        List<String> unverifiable,
        List<String> warnings) {

    /** Findings; the lists are copied. */
    public Findings {
        results = List.copyOf(results);
        plots = List.copyOf(plots);
        unverifiable = List.copyOf(unverifiable);
        warnings = List.copyOf(warnings);
    }
}
