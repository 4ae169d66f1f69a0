package chaos.http;

import chaos.api.control.Request;
import chaos.api.control.Swap;
import chaos.api.dataplane.DataPlaneException;
import chaos.json.LinkJson;
import chaos.json.PlaneChoiceJson;
import chaos.json.SwapJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A link by its name: how it is, its directions, its plane. */
@Path("/v1/links/{link}")
@Tag(name = "links", description = "The paths between two ports, and the planes that carry them")
@Produces(MediaType.APPLICATION_JSON)
public final class LinkResource {

    private final Links links;

    LinkResource(Links links) {
        this.links = links;
    }

    /** {@return state, ports and capabilities} */
    @GET
    @Operation(summary = "State, ports and capabilities of a link")
    public LinkJson link(@Parameter(description = Examples.LINK, example = "default") @PathParam("link") String link)
            throws DataPlaneException {
        return LinkJson.of(links.planes(links.named(link)).status());
    }

    /** {@return what choosing a plane did} */
    @PUT
    @Operation(summary = "Choose the plane of a link; null is the one with the highest ranking")
    @Path("plane")
    @Consumes(MediaType.APPLICATION_JSON)
    public SwapJson use(
            @Parameter(description = Examples.LINK, example = "default") @PathParam("link") String link,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples = {
                                                @ExampleObject(
                                                        name = "highest ranking",
                                                        value = Examples.HIGHEST_RANKING),
                                                @ExampleObject(name = "the model", value = Examples.MODEL)
                                            }))
                    PlaneChoiceJson choice)
            throws DataPlaneException {
        var planes = links.planes(links.named(link));
        var request = Request.by(IfMatch.ACTOR);
        var name = choice.name();
        Swap swap = name.isPresent()
                ? planes.use(name.get(), choice.isForced(), request)
                : planes.useHighestRanking(request);
        return SwapJson.of(swap);
    }

    /** {@return the resource of one direction} */
    @Path("impairments/{direction}")
    public DirectionResource direction(
            @Parameter(description = Examples.LINK, example = "default") @PathParam("link") String link,
            @Parameter(
                            description = Examples.DIRECTION,
                            example = "port1",
                            schema = @Schema(allowableValues = {"port1", "port2"}))
                    @PathParam("direction")
                    String direction)
            throws DataPlaneException {
        return ImpairmentResource.of(links, links.named(link), direction);
    }
}
