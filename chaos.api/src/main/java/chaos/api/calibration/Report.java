package chaos.api.calibration;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run that is done, whole.
 *
 * @param startedAt when
 * @param took how long
 * @param request what was asked for
 * @param environment where
 * @param rig by which rig
 * @param floor of the rig; empty for a rig that has none
 * @param findings the answers
 */
public record Report(
        Instant startedAt,
        Duration took,
        RunRequest request,
        Environment environment,
        RigDescription rig,
        Optional<Floor> floor,
        Findings findings) {

    /** The same with more that a reader must know, a sentence each. */
    public Report warned(List<String> more) {
        var warnings =
                Stream.concat(findings.warnings().stream(), more.stream()).toList();
        return new Report(
                startedAt,
                took,
                request,
                environment,
                rig,
                floor,
                new Findings(
                        findings.results(),
                        findings.plots(),
                        findings.falseAlarms(),
                        findings.unverifiable(),
                        warnings));
    }
}
