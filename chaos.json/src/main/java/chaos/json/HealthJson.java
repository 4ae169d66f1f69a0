package chaos.json;

import chaos.api.control.HealthCheck;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Comparator;
import java.util.List;

/**
 * How the appliance is.
 *
 * @param status of the worst check: {@code ok}, {@code warn} or {@code critical}
 * @param checks every check
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record HealthJson(String status, List<HealthCheckJson> checks) {

    /** The document of these checks. */
    public static HealthJson of(List<HealthCheck> checks) {
        var worst = checks.stream()
                .map(HealthCheck::status)
                .max(Comparator.naturalOrder())
                .orElse(HealthCheck.Status.OK);
        return new HealthJson(
                worst.word(), checks.stream().map(HealthCheckJson::of).toList());
    }
}
