package chaos.http;

import chaos.http.problem.ProblemMapper;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.util.Map;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.internal.RuntimeDelegateImpl;

/** Every resource and every converter of the API, named one by one: nothing is discovered. */
final class ChaosApplication extends ResourceConfig {

    static {
        // The usual look-up goes through META-INF/services, which does not cross bundles.
        RuntimeDelegate.setInstance(new RuntimeDelegateImpl());
    }

    ChaosApplication(Links links, Limits limits) {
        addProperties(Map.of(
                ServerProperties.WADL_FEATURE_DISABLE, true,
                ServerProperties.METAINF_SERVICES_LOOKUP_DISABLE, true,
                CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true,
                CommonProperties.JSON_PROCESSING_FEATURE_DISABLE, true,
                CommonProperties.PROVIDER_DEFAULT_DISABLE, "ALL",
                // Jetty finds the length of an answer as well, and an event leaves when it is flushed.
                ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0,
                // ChaosApplicationTest validates them, once for all starts.
                ServerProperties.RESOURCE_VALIDATION_DISABLE, true,
                ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true));
        register(new SystemResource(links));
        register(new HealthResource(links));
        register(new PlaneResource(links));
        register(new LinkResource(links));
        register(new ImpairmentResource(links));
        register(new DistributionResource(links));
        register(new CalibrationResource(links, new ProgressStreams(links, limits)));
        register(new OpenApiResource());
        register(new SwaggerResource());
        register(new JsonReader(limits));
        register(new JsonWriter());
        register(new OutcomeFilter());
        register(new ProblemMapper());
    }
}
