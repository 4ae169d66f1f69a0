package chaos.json;

import chaos.api.calibration.ProbeTrain;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A seeded sequence of equal probes.
 *
 * @param count how many
 * @param bytes layer-2 bytes of each, without preamble and FCS
 * @param packetsPerSecond how fast they were offered
 * @param seed of their spacing and contents
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ProbeTrainJson(long count, long bytes, double packetsPerSecond, long seed) {

    static ProbeTrainJson of(ProbeTrain train) {
        return new ProbeTrainJson(train.count(), train.bytes(), train.packetsPerSecond(), train.seed());
    }

    ProbeTrain train() {
        int size = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, bytes));
        return new Part("", "").value("", size, all -> new ProbeTrain(count, all, packetsPerSecond, seed));
    }
}
