package chaos.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;

/** A reader of server-sent events on a connection of its own. */
final class EventLines implements AutoCloseable {

    private final SocketClient client;

    EventLines(SocketClient client, String path) throws IOException {
        this.client = client;
        client.raw("GET " + path + " HTTP/1.1\r\nHost: chaos\r\n\r\n");
        var head = client.read(true);
        if (head.status() != 200 || !head.header("Content-Type").equals("text/event-stream")) {
            throw new IOException("no stream: " + head);
        }
    }

    /** {@return the data of the next event} */
    JsonNode next() throws IOException {
        for (var chunk = client.chunk(); !chunk.isEmpty(); chunk = client.chunk()) {
            var data = chunk.indexOf("data: ");
            if (data >= 0) {
                return new ObjectMapper().readTree(chunk.substring(data + 6));
            }
        }
        throw new EOFException("the stream has ended");
    }

    /** {@return whether no event comes any more; waits for the next or the end} */
    boolean ended() throws IOException {
        try {
            next();
            return false;
        } catch (EOFException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
