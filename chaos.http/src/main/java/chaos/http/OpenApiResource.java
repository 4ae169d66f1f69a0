package chaos.http;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** The description of this API, as it was generated when the bundle was built. */
@Hidden
@Path("/")
public final class OpenApiResource {

    private static final StoredFile JSON = new StoredFile("/chaos/http/openapi.json", "application/json");
    private static final StoredFile YAML = new StoredFile("/chaos/http/openapi.yaml", "application/yaml");

    /** {@return the description as JSON} */
    @GET
    @Path("openapi.json")
    @Produces("application/json")
    public byte[] json() {
        return JSON.bytes();
    }

    /** {@return the description as YAML} */
    @GET
    @Path("openapi.yaml")
    @Produces("application/yaml")
    public byte[] yaml() {
        return YAML.bytes();
    }
}
