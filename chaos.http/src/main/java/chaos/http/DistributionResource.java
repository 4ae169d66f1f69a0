package chaos.http;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.impairment.Distribution;
import chaos.http.problem.RequestRefused;
import chaos.json.DeletedTableJson;
import chaos.json.TableEntriesJson;
import chaos.json.TableJson;
import chaos.json.TablesJson;
import chaos.json.WholeTableJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The named tables of latencies. */
@Path("/v1/distributions")
@Tag(name = "distributions", description = "Shapes of the latency of one's own: named tables in the state directory")
@Produces(MediaType.APPLICATION_JSON)
public final class DistributionResource {

    private final Links links;

    DistributionResource(Links links) {
        this.links = links;
    }

    /** {@return every table that has a name} */
    @GET
    @Operation(summary = "The named tables; one that cannot be used says why")
    public TablesJson all() throws DataPlaneException {
        return TablesJson.of(links.distributions().all());
    }

    /** {@return a table with its entries} */
    @GET
    @Path("{name}")
    @Operation(summary = "A table with its entries")
    public WholeTableJson table(
            @Parameter(description = Examples.TABLE, example = "wifi") @PathParam("name") String name)
            throws DataPlaneException {
        var table = named(name);
        return WholeTableJson.of(
                links.distributions().find(table), links.distributions().entries(table));
    }

    /** {@return the table that is stored now} */
    @PUT
    @Path("{name}")
    @Operation(summary = "Store a table; what is programmed goes on with the one before until it is set again")
    @Consumes(MediaType.APPLICATION_JSON)
    public TableJson store(
            @Parameter(description = Examples.TABLE, example = "wifi") @PathParam("name") String name,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            examples = {
                                                @ExampleObject(
                                                        name = "a jitter down, none, or a jitter up",
                                                        value = Examples.ENTRIES)
                                            }))
                    TableEntriesJson entries)
            throws DataPlaneException {
        var table = named(name);
        var numbers = entries.numbers();
        var distributions = links.distributions();
        try {
            return TableJson.of(distributions.store(table, numbers));
        } catch (IllegalArgumentException e) {
            throw refusedName(e);
        }
    }

    /** {@return what was deleted} */
    @DELETE
    @Path("{name}")
    @Operation(summary = "Delete a table; what is programmed goes on with it")
    public DeletedTableJson delete(
            @Parameter(description = Examples.TABLE, example = "wifi") @PathParam("name") String name)
            throws DataPlaneException {
        return DeletedTableJson.of(name, links.distributions().delete(named(name)));
    }

    private static Distribution.Table named(String name) {
        try {
            return new Distribution.Table(name);
        } catch (IllegalArgumentException e) {
            throw refusedName(e);
        }
    }

    private static RequestRefused refusedName(IllegalArgumentException refusal) {
        return new RequestRefused(RequestRefused.Kind.MALFORMED, refusal.getMessage(), "/name");
    }
}
