package chaos.http;

import chaos.api.control.Outcome;
import chaos.http.problem.Problem;
import chaos.http.problem.ProblemMapper;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;

/** Gives every state its tag, and makes a change that did not take a conflict. */
final class OutcomeFilter implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(response.getEntity() instanceof Outcome outcome)) {
            return;
        }
        response.getHeaders().putSingle(HttpHeaders.ETAG, new EntityTag(outcome.tag()));
        var asked = request.getMethod().equals(HttpMethod.PUT)
                || request.getMethod().equals(HttpMethod.DELETE);
        if (asked && !outcome.isAsDesired()) {
            var conflict = ProblemMapper.response(Problem.diverged(outcome)).build();
            response.setStatus(conflict.getStatus());
            response.setEntity(conflict.getEntity(), new java.lang.annotation.Annotation[0], conflict.getMediaType());
        }
    }
}
