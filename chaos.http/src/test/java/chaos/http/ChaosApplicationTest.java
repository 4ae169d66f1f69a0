package chaos.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.server.model.ModelValidationException;
import org.junit.jupiter.api.Test;

/** The daemon does not validate its resources when it starts, which takes time: they are validated here. */
class ChaosApplicationTest {

    @Test
    void itsResources_areValid() {
        var application = validated();
        assertDoesNotThrow(() -> new ApplicationHandler(application));
    }

    @Test
    void aFaultyResource_isFound() {
        var application = validated().register(new Ambiguous());
        assertThrows(ModelValidationException.class, () -> new ApplicationHandler(application));
    }

    private static ResourceConfig validated() {
        return new ResourceConfig(new ChaosApplication(new Links(), Limits.DEFAULT))
                .property(ServerProperties.RESOURCE_VALIDATION_DISABLE, false);
    }

    /** Two methods for one request. */
    @Path("/ambiguous")
    public static final class Ambiguous {

        @GET
        public String one() {
            return "1";
        }

        @GET
        public String other() {
            return "2";
        }
    }
}
