package chaos.json;

import chaos.api.control.Appliance;
import chaos.api.control.LinkStatus;
import chaos.api.link.LinkName;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * The appliance: which links, and the ports and capabilities of the default link.
 *
 * @param version of the appliance
 * @param apiVersion of this contract: {@code v1}
 * @param startedAt nanoseconds since the Unix epoch
 * @param links every configured link
 * @param ports of the default link, port 1 first; empty while no plane is live
 * @param capabilities of the default link's plane; null: no plane is live
 * @param warnings what a reader must know, a sentence each, for example that the calibration baseline is old; absent:
 *     nothing
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record SystemJson(
        String version,
        String apiVersion,
        long startedAt,
        List<LinkSummaryJson> links,
        List<PortJson> ports,
        Optional<CapabilitiesJson> capabilities,
        Optional<List<String>> warnings)
        implements Shape.NullsShown {

    private static final String API_VERSION = "v1";

    /** The document of an appliance and its links, with nothing to be warned of. */
    public static SystemJson of(Appliance appliance, List<LinkStatus> links) {
        return of(appliance, links, List.of());
    }

    /** The document of an appliance, its links and what is to be warned of. */
    public static SystemJson of(Appliance appliance, List<LinkStatus> links, List<String> warnings) {
        var main = links.stream()
                .filter(link -> link.name().equals(LinkName.DEFAULT))
                .findFirst();
        return new SystemJson(
                appliance.version(),
                API_VERSION,
                Times.nanos(appliance.startedAt()),
                links.stream().map(LinkSummaryJson::of).toList(),
                main.map(link -> link.ports().stream().map(PortJson::of).toList())
                        .orElse(List.of()),
                main.flatMap(LinkStatus::capabilities).map(CapabilitiesJson::of),
                Optional.of(warnings).filter(sentences -> !sentences.isEmpty()));
    }
}
