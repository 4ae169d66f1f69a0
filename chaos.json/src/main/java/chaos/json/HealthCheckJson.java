package chaos.json;

import chaos.api.control.HealthCheck;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * The answer to one question about the appliance.
 *
 * @param name what was looked at
 * @param status {@code ok}, {@code warn} or {@code critical}
 * @param detail a sentence for people
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record HealthCheckJson(String name, String status, String detail) {

    static HealthCheckJson of(HealthCheck check) {
        return new HealthCheckJson(check.name(), check.status().word(), check.detail());
    }
}
