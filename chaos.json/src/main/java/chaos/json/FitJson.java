package chaos.json;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * What recorded conditions are like, as a loss model and a latency.
 *
 * @param packets how many packets were sent
 * @param lost how many of them were lost
 * @param loss the loss model; absent where none was lost
 * @param latency the latency of the others
 * @param saved the name under which the table was stored, where it was
 * @param command the command that impairs port1 like that
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record FitJson(
        long packets,
        long lost,
        Optional<LossFitJson> loss,
        LatencyFitJson latency,
        Optional<TableJson> saved,
        String command) {}
