package chaos.bench.swap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;

/** One connection to the API that stays open; the JDK's own client cannot speak over a Unix socket. */
final class HttpConnection implements AutoCloseable {

    private static final String END = "\r\n";

    private final Stream stream;

    HttpConnection(Daemon daemon) throws IOException {
        stream = new Stream(daemon.socket());
    }

    /**
     * What was answered.
     *
     * @param status of HTTP
     * @param mayRetry whether it says when to try again
     * @param body as it came
     */
    record Answer(int status, boolean mayRetry, String body) {

        boolean isOk() {
            return status == 200;
        }

        /** What a client that can wait is content with. */
        boolean isUnavailableForNow() {
            return status == 503 && mayRetry;
        }
    }

    Answer get(String path) throws IOException {
        return ask("GET", path, "");
    }

    Answer put(String path, String json) throws IOException {
        return ask("PUT", path, json);
    }

    private Answer ask(String method, String path, String body) throws IOException {
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        stream.send(String.join(
                END,
                method + " " + path + " HTTP/1.1",
                "Host: chaos",
                "Content-Type: application/json",
                "Content-Length: " + bytes,
                "",
                body));
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        var headers = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var parts = line.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        if (!headers.containsKey("content-length")) {
            throw new IOException("an answer without a length: " + headers);
        }
        var text = stream.read(Integer.parseInt(headers.get("content-length")));
        return new Answer(status, headers.containsKey("retry-after"), text);
    }

    private String line() throws IOException {
        var line = stream.readThrough(END);
        return line.substring(0, line.length() - END.length());
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
