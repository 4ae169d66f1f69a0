package chaos.json;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * The Gilbert-Elliott model that is most likely to have lost the packets of a recording, all of them in the bad state.
 *
 * @param p chance to enter the bad state
 * @param r chance to leave it
 * @param pct the share that was lost
 * @param bursts how many bursts of losses there were
 * @param burstLength their mean length in packets
 * @param distance the largest difference between the observed and the model's distribution of burst lengths
 * @param bound what the distance of a model that fits exceeds in at most one of a thousand cases
 * @param fits whether the distance is within the bound
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record LossFitJson(
        double p, double r, double pct, long bursts, double burstLength, double distance, double bound, boolean fits) {}
