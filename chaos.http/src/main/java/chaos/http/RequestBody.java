package chaos.http;

import chaos.http.problem.RequestRefused;
import chaos.http.problem.RequestRefused.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;

/** Reads a body that must be small and must come soon. */
final class RequestBody {

    /** The JSON pointer (RFC 6901) of a document as a whole. */
    private static final String WHOLE = "";

    private static final int CHUNK = 4096;

    private final Limits limits;

    RequestBody(Limits limits) {
        this.limits = limits;
    }

    /**
     * {@return the whole body}
     *
     * @param wanted how long a document may be that may be longer than others; 0 for the others
     */
    byte[] read(InputStream in, int wanted) {
        int most = Math.max(limits.bodyBytes(), wanted);
        try {
            return readBefore(System.nanoTime() + limits.body().toNanos(), in, most);
        } catch (IOException e) {
            // Whatever fails here, the client's side failed: there is nothing else behind this stream.
            throw e.getCause() instanceof TimeoutException
                    ? tooSlow()
                    : new RequestRefused(Kind.MALFORMED, "the body ended before it was complete", WHOLE);
        }
    }

    private byte[] readBefore(long deadline, InputStream in, int most) throws IOException {
        var body = new ByteArrayOutputStream();
        var chunk = new byte[CHUNK];
        for (var read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            body.write(chunk, 0, read);
            if (body.size() > most) {
                throw new RequestRefused(Kind.TOO_LARGE, "a body may have " + most + " bytes", WHOLE);
            }
            if (System.nanoTime() - deadline > 0) {
                throw tooSlow();
            }
        }
        return body.toByteArray();
    }

    private RequestRefused tooSlow() {
        return new RequestRefused(
                Kind.TOO_SLOW, "the body must be here after " + limits.body().toSeconds() + " s", WHOLE);
    }
}
