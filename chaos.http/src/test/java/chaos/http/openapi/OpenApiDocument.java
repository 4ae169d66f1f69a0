package chaos.http.openapi;

import chaos.http.CalibrationResource;
import chaos.http.DistributionResource;
import chaos.http.HealthResource;
import chaos.http.ImpairmentResource;
import chaos.http.LinkResource;
import chaos.http.PlaneResource;
import chaos.http.SystemResource;
import chaos.json.ProblemJson;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The description of the API, made from the resource classes and the wire records and from nothing else. */
final class OpenApiDocument {

    private static final String OUTCOME = "#/components/schemas/Outcome";

    private OpenApiDocument() {}

    /**
     * The description.
     *
     * @param sources where the sources of the wire records are, for their words
     */
    static OpenAPI generate(Path sources) {
        var converters = ModelConverters.getInstance(true);
        converters.addConverter(new WireSchemas(sources));
        var base = new OpenAPI(SpecVersion.V31)
                .info(new Info()
                        .title("CHAOS")
                        .version("v1")
                        .description("Makes the network between two ports worse on purpose, and shows what it did.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url(".").description("where this description came from")));
        var configuration = new SwaggerConfiguration().openAPI31(true).openAPI(base);
        configuration.setDefaultResponseCode("200");
        var api = new Reader(configuration)
                .read(new LinkedHashSet<>(List.of(
                        SystemResource.class,
                        ImpairmentResource.class,
                        LinkResource.class,
                        PlaneResource.class,
                        DistributionResource.class,
                        CalibrationResource.class,
                        HealthResource.class)));
        converters
                .resolveAsResolvedSchema(new AnnotatedType(ProblemJson.class))
                .referencedSchemas
                .forEach(api.getComponents()::addSchemas);
        api.setPaths(sorted(api.getPaths()));
        api.getPaths().forEach((path, item) -> item.readOperations().forEach(operation -> complete(path, operation)));
        return api;
    }

    /** The order in which a class file lists methods is nobody's promise. */
    private static Paths sorted(Paths paths) {
        var sorted = new Paths();
        new TreeMap<>(paths).forEach(sorted::addPathItem);
        return sorted;
    }

    private static void complete(String path, Operation operation) {
        if (path.startsWith("/v1/links/")) {
            operation.setTags(List.of("links"));
        }
        // A resource under two paths: the second gets the name of its own.
        operation.setOperationId(operation.getOperationId().replaceFirst("_1$", "OfLink"));
        operation.getResponses().values().forEach(each -> each.setDescription("done"));
        var outcome = Optional.ofNullable(operation.getResponses().get("200"))
                .filter(answer -> Optional.ofNullable(answer.getContent().get("application/json"))
                        .filter(json -> OUTCOME.equals(json.getSchema().get$ref()))
                        .isPresent());
        outcome.ifPresent(answer -> {
            var tag = new JsonSchema();
            tag.setTypes(Set.of("string"));
            answer.addHeaderObject(
                    "ETag", new Header().description("for If-Match").schema(tag));
        });
        operation.getResponses().addApiResponse("default", problem());
    }

    private static ApiResponse problem() {
        var schema = new JsonSchema().$ref("#/components/schemas/Problem");
        return new ApiResponse()
                .description("a problem (RFC 9457); 409 after a PUT or DELETE carries the state that was read back")
                .content(new Content().addMediaType(ProblemJson.MEDIA_TYPE, new MediaType().schema(schema)));
    }
}
