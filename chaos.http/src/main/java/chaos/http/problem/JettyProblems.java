package chaos.http.problem;

import chaos.json.ProblemJson;
import chaos.json.StrictJson;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What Jetty refuses before a resource is reached, as problem documents. */
public final class JettyProblems implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var problem = Problem.of(response.getStatus(), detail(response.getStatus()));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemJson.MEDIA_TYPE);
        if (problem.isPassing()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        response.write(true, ByteBuffer.wrap(StrictJson.write(problem.document())), callback);
        return true;
    }

    private static String detail(int status) {
        return switch (status) {
            case 400 -> "this is not a well-formed HTTP/1.1 request";
            case 404 -> "there is nothing at this path";
            case 414 -> "the request line is too long";
            case 431 -> "the request line and the headers together may have 8 KiB";
            case 503 -> "the server is stopping; try again";
            case 505 -> "speak HTTP/1.1";
            default -> "the request was refused";
        };
    }
}
