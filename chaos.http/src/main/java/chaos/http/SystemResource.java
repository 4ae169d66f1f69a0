package chaos.http;

import chaos.api.control.LinkStatus;
import chaos.api.dataplane.DataPlaneException;
import chaos.json.SystemJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;

/** The appliance as a whole. */
@Path("/v1/system")
@Tag(name = "system", description = "The appliance as a whole")
@Produces(MediaType.APPLICATION_JSON)
public final class SystemResource {

    private final Links links;

    SystemResource(Links links) {
        this.links = links;
    }

    /** {@return version, links, ports and capabilities} */
    @GET
    @Operation(summary = "Version, links, ports and capabilities")
    public SystemJson system() throws DataPlaneException {
        var status = new ArrayList<LinkStatus>();
        for (var planes : links.allPlanes()) {
            status.add(planes.status());
        }
        var warnings = links.calibrationIfThere().stream()
                .flatMap(calibration -> calibration.baseline().warnings().stream())
                .toList();
        return SystemJson.of(links.appliance(), status, warnings);
    }
}
