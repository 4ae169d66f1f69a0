package chaos.http;

import chaos.api.control.Health;
import chaos.api.control.HealthCheck;
import chaos.api.control.HealthCheck.Status;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.json.HealthJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the appliance is: for people, for a supervisor, for a load balancer. */
@Path("/v1/health")
@Tag(name = "health", description = "How the appliance is")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {

    private static final HealthCheck SERVING = new HealthCheck("http", Status.OK, "this process answers requests");
    private static final HealthCheck NO_CONTROL = new HealthCheck(
            "control", Status.CRITICAL, "the control bundle is not running; start it or look in the log");

    private final Links links;

    HealthResource(Links links) {
        this.links = links;
    }

    /** {@return every check} */
    @GET
    @Operation(summary = "Every check")
    public HealthJson report() {
        return HealthJson.of(checks());
    }

    /** {@return that this process serves} */
    @GET
    @Path("live")
    @Operation(summary = "200 while this process serves")
    public HealthJson live() {
        return HealthJson.of(List.of(SERVING));
    }

    /** {@return every check, once every link has a live plane} */
    @GET
    @Path("ready")
    @Operation(summary = "200 once every link has a live plane; 503 until then")
    public HealthJson ready() throws DataPlaneException {
        if (links.health().filter(Health::isReady).isEmpty()) {
            throw new DataPlaneException("health", Optional.empty(), Reason.NO_LIVE_PLANE, notReady(checks()));
        }
        return report();
    }

    private List<HealthCheck> checks() {
        return links.health().map(Health::checks).orElse(List.of(NO_CONTROL));
    }

    private static String notReady(List<HealthCheck> checks) {
        return checks.stream()
                .filter(check -> check.status() != Status.OK)
                .map(check -> check.name() + ": " + check.detail())
                .collect(Collectors.joining("; ", "not ready: ", ""));
    }
}
