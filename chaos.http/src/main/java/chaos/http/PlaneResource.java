package chaos.http;

import chaos.api.control.PlaneStatus;
import chaos.json.PlanesJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;

/** The planes that are present on all links. */
@Path("/v1/planes")
@Tag(name = "links")
@Produces(MediaType.APPLICATION_JSON)
public final class PlaneResource {

    private final Links links;

    PlaneResource(Links links) {
        this.links = links;
    }

    /** {@return every plane of every link} */
    @GET
    @Operation(summary = "The planes that are present on all links")
    public PlanesJson planes() {
        var all = new ArrayList<PlaneStatus>();
        for (var planes : links.allPlanes()) {
            all.addAll(planes.planes());
        }
        return PlanesJson.of(all);
    }
}
