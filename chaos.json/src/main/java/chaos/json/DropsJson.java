package chaos.json;

import chaos.api.dataplane.DropCauses;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Drops by their cause.
 *
 * @param loss the loss model took them
 * @param queue the queue was full
 * @param emulator the emulator's own limit was reached, which is no impairment that anybody asked for
 * @param oversize the frame was larger than the burst
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DropsJson(long loss, long queue, long emulator, long oversize) {

    static DropsJson of(DropCauses causes) {
        return new DropsJson(causes.loss(), causes.queue(), causes.emulator(), causes.oversize());
    }
}
