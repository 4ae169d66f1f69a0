package chaos.http;

import chaos.api.control.Impairments;
import chaos.api.control.Outcome;
import chaos.api.control.Request;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.link.Direction;
import chaos.json.ImpairmentJson;
import chaos.json.PreviewJson;
import chaos.json.PreviewRequestJson;
import chaos.json.StatsJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** One direction of one link: read, apply, clear, count. */
@Tag(name = "impairments", description = "What is done to packets, one direction at a time")
@Produces(MediaType.APPLICATION_JSON)
public final class DirectionResource {

    private final Impairments impairments;
    private final Direction direction;

    DirectionResource(Impairments impairments, Direction direction) {
        this.impairments = impairments;
        this.direction = direction;
    }

    /** {@return the state, read back from the data plane} */
    @GET
    @Operation(summary = "The state of a direction, read back from the data plane")
    public Outcome read() throws DataPlaneException {
        return impairments.read(direction);
    }

    /** {@return the state after this impairment became all of it} */
    @PUT
    @Operation(summary = "Make an impairment the whole state of a direction, and read it back")
    @Consumes(MediaType.APPLICATION_JSON)
    public Outcome apply(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples = {
                                                @ExampleObject(
                                                        name = "40 ms and 1 % loss",
                                                        value = Examples.LATENCY_LOSS),
                                                @ExampleObject(name = "5 Mbit/s", value = Examples.RATE),
                                                @ExampleObject(name = "nothing", value = "{}")
                                            }))
                    ImpairmentJson impairment,
            @Parameter(description = Examples.IF_MATCH, schema = @Schema(type = "string")) @HeaderParam("If-Match")
                    List<String> ifMatch)
            throws DataPlaneException {
        return impairments.apply(direction, impairment.impairment(), request(ifMatch));
    }

    /** {@return the state after packets pass untouched} */
    @DELETE
    @Operation(summary = "Let packets of a direction pass untouched, and read it back")
    public Outcome clear(
            @Parameter(description = Examples.IF_MATCH, schema = @Schema(type = "string")) @HeaderParam("If-Match")
                    List<String> ifMatch)
            throws DataPlaneException {
        return impairments.clear(direction, request(ifMatch));
    }

    /** {@return the counters} */
    @GET
    @Path("stats")
    @Operation(summary = "The counters of a direction")
    public StatsJson stats() throws DataPlaneException {
        return StatsJson.of(impairments.stats(direction));
    }

    /** {@return what would be programmed, and what to expect} */
    @POST
    @Path("preview")
    @Operation(summary = "What an impairment would do to a traffic; nothing is applied. The bare impairment will do")
    @Consumes(MediaType.APPLICATION_JSON)
    public PreviewJson preview(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples = {
                                                @ExampleObject(name = "with its traffic", value = Examples.PREVIEW),
                                                @ExampleObject(
                                                        name = "1500 bytes, 1000 packets a second",
                                                        value = Examples.BARE_PREVIEW)
                                            }))
                    PreviewRequestJson question)
            throws DataPlaneException {
        return PreviewJson.of(impairments.preview(direction, question.wanted(), question.traffic()));
    }

    private Request request(List<String> ifMatch) throws DataPlaneException {
        var condition = IfMatch.parse(ifMatch);
        return condition.isAmbiguous()
                ? condition.request(impairments.read(direction).tag())
                : condition.request("");
    }
}
