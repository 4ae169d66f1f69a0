package chaos.json;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * How a calibration run found a link; kept while it goes on, so that a daemon that was killed puts it back.
 *
 * @param link which link
 * @param port1 what its direction held
 * @param port2 what its direction held
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record FoundLinkJson(String link, ImpairmentJson port1, ImpairmentJson port2) {}
