package chaos.itest;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The API behind a socket, one connection a request.
 *
 * @param socket the path of the daemon's socket
 */
public record Api(Path socket) {

    public static final String PORT1 = "/v1/impairments/port1";
    public static final String PORT2 = "/v1/impairments/port2";
    public static final String PLANE = "/v1/links/default/plane";
    public static final String HEALTH = "/v1/health";
    public static final String READY = "/v1/health/ready";

    /** 25 Mbit/s, which every plane can hold. */
    public static final String RATE = "{\"rate\":{\"bits_per_second\":25000000}}";

    public Answer get(String path) throws IOException {
        try (var connection = new Connection(socket)) {
            return connection.get(path);
        }
    }

    public Answer put(String path, String json) throws IOException {
        try (var connection = new Connection(socket)) {
            return connection.put(path, json);
        }
    }

    public Answer post(String path, String json) throws IOException {
        try (var connection = new Connection(socket)) {
            return connection.post(path, json);
        }
    }

    public Answer delete(String path) throws IOException {
        try (var connection = new Connection(socket)) {
            return connection.delete(path);
        }
    }

    /** Whether it answers a request with this status now; nobody listening is no. */
    public boolean answers(String path, int status) {
        try {
            return get(path).status() == status;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits until the appliance is ready: every link has a live plane that holds what is desired. */
    public void awaitReady() {
        Eventually.isTrue("GET " + READY + " on " + socket + " is 200", () -> answers(READY, 200));
    }
}
