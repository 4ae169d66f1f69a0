package chaos.http;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;

/** Swagger UI, whole and from this bundle: it needs no internet. */
@Hidden
@Path("/swagger-ui")
public final class SwaggerResource {

    /** Where the web jar has its files; bnd.bnd copies them from there. */
    private static final String WEB_JAR = "/META-INF/resources/webjars/swagger-ui/5.30.1/";

    /** The page runs its own scripts only, talks to its own server only, and is shown in no frame. */
    private static final String POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
            + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final Map<String, StoredFile> FILES = Map.of(
            "", stored("index.html", "text/html"),
            "index.html", stored("index.html", "text/html"),
            "index.css", stored("index.css", "text/css"),
            "swagger-ui.css", stored("swagger-ui.css", "text/css"),
            "swagger-ui-bundle.js", stored("swagger-ui-bundle.js", "text/javascript"),
            "swagger-ui-standalone-preset.js", stored("swagger-ui-standalone-preset.js", "text/javascript"),
            "swagger-initializer.js", new StoredFile("/chaos/http/swagger-initializer.js", "text/javascript"),
            "favicon-16x16.png", stored("favicon-16x16.png", "image/png"),
            "favicon-32x32.png", stored("favicon-32x32.png", "image/png"));

    /** {@return the page; without its final slash the relative addresses in it would miss} */
    @GET
    public Response page(@Context UriInfo address) {
        return address.getPath().endsWith("/")
                ? file("")
                : Response.status(Response.Status.PERMANENT_REDIRECT)
                        .header(HttpHeaders.LOCATION, "swagger-ui/")
                        .build();
    }

    /** {@return one of the page's files} */
    @GET
    @Path("{file}")
    public Response file(@PathParam("file") String name) {
        var file = FILES.get(name);
        if (file == null) {
            throw new NotFoundException();
        }
        return Response.ok(file.bytes(), file.mediaType())
                .header("Content-Security-Policy", POLICY)
                .build();
    }

    private static StoredFile stored(String name, String type) {
        return new StoredFile(WEB_JAR + name, type);
    }
}
