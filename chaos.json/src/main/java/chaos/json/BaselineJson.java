package chaos.json;

import chaos.api.calibration.Baseline;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * The calibration baseline of the appliance.
 *
 * @param storedAt nanoseconds since the Unix epoch; absent: none is stored, or what is stored cannot be read
 * @param hardware on which it was made; absent: as above
 * @param kernel on which it was made; absent: as above
 * @param report what was stored; absent: as above
 * @param warnings why it should not be relied upon, a sentence each
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record BaselineJson(
        Optional<Long> storedAt,
        Optional<String> hardware,
        Optional<String> kernel,
        Optional<ReportJson> report,
        List<String> warnings) {

    /** The document of a baseline. */
    public static BaselineJson of(Baseline baseline) {
        var stored = baseline.stored();
        var report = stored.map(Baseline.Stored::report);
        return new BaselineJson(
                stored.map(each -> Times.nanos(each.storedAt())),
                report.map(each -> each.environment().hardware()),
                report.map(each -> each.environment().kernel()),
                report.map(ReportJson::of),
                baseline.warnings());
    }
}
