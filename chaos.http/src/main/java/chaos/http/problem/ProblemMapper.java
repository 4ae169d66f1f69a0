package chaos.http.problem;

import chaos.api.dataplane.DataPlaneException;
import chaos.json.MalformedJsonException;
import chaos.json.ProblemJson;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failure of a request into a problem document; the only place where that is decided. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);
    private static final String RETRY_SECONDS = "1";

    @Override
    public Response toResponse(Throwable failure) {
        var response = response(problem(failure));
        if (failure instanceof WebApplicationException refused) {
            var allow = refused.getResponse().getHeaderString(HttpHeaders.ALLOW);
            if (allow != null) {
                response.header(HttpHeaders.ALLOW, allow);
            }
        }
        return response.build();
    }

    /** {@return an answer with this problem as its body} */
    public static Response.ResponseBuilder response(Problem problem) {
        var response =
                Response.status(problem.status()).type(ProblemJson.MEDIA_TYPE).entity(problem);
        return problem.isPassing() ? response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS) : response;
    }

    private static Problem problem(Throwable failure) {
        if (failure instanceof DataPlaneException refused) {
            return refused.reason() == DataPlaneException.Reason.FAILED ? fault(failure) : Problem.of(refused);
        }
        if (failure instanceof RunRefused refused) {
            return refused.problem();
        }
        if (failure instanceof RequestRefused refused) {
            return Problem.of(Statuses.of(refused.kind()), refused.getMessage(), refused.field());
        }
        if (failure instanceof MalformedJsonException malformed) {
            return Problem.malformed(malformed);
        }
        if (failure instanceof WebApplicationException refused) {
            return Problem.of(refused.getResponse().getStatus(), detail(refused));
        }
        return fault(failure);
    }

    private static String detail(WebApplicationException refused) {
        var response = refused.getResponse();
        return switch (response.getStatus()) {
            case 404 -> "there is nothing at this path; GET /openapi.json lists what there is";
            case 405 -> "this path takes " + response.getHeaderString(HttpHeaders.ALLOW);
            case 406 -> "the answer is application/json; say so in Accept, or leave Accept out";
            case 415 -> "the body must be JSON; send the header Content-Type: application/json";
            default -> "the request was refused";
        };
    }

    /** A fault of ours: the client gets the number under which it is in the log, and nothing of what is inside. */
    private static Problem fault(Throwable failure) {
        var incident = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("request_failed incident={}", incident, failure);
        return Problem.of(Statuses.FAULT, "a fault of the appliance; its log says more under incident=" + incident);
    }
}
