package chaos.json;

import chaos.api.dataplane.DropCauses;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * Drops by their cause.
 *
 * @param loss the loss model took them
 * @param queue the queue was full
 * @param emulator the emulator's own limit was reached, which is no impairment that anybody asked for
 * @param oversize the frame was larger than the burst
 * @param port the interface did not take them; absent: the plane does not learn of it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DropsJson(long loss, long queue, long emulator, long oversize, Optional<Long> port) {

    static DropsJson of(DropCauses causes) {
        var port = causes.port().isPresent() ? Optional.of(causes.port().getAsLong()) : Optional.<Long>empty();
        return new DropsJson(causes.loss(), causes.queue(), causes.emulator(), causes.oversize(), port);
    }
}
