package chaos.http;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.http.problem.RequestRefused;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** The directions of the default link. */
@Path("/v1/impairments")
public final class ImpairmentResource {

    private final Links links;

    ImpairmentResource(Links links) {
        this.links = links;
    }

    /** {@return the resource of one direction} */
    @Path("{direction}")
    public DirectionResource direction(
            @Parameter(
                            description = Examples.DIRECTION,
                            example = "port1",
                            schema = @Schema(allowableValues = {"port1", "port2"}))
                    @PathParam("direction")
                    String direction)
            throws DataPlaneException {
        return of(links, LinkName.DEFAULT, direction);
    }

    static DirectionResource of(Links links, LinkName link, String word) throws DataPlaneException {
        var direction = parsed(word);
        return new DirectionResource(links.impairments(link), direction);
    }

    private static Direction parsed(String word) {
        try {
            return Direction.parse(word);
        } catch (IllegalArgumentException e) {
            throw new RequestRefused(RequestRefused.Kind.MALFORMED, "the direction " + e.getMessage(), "/direction");
        }
    }
}
