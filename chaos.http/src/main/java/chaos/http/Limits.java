package chaos.http;

import java.time.Duration;

/**
 * What one server may spend on its clients; everything that a client can make grow has a bound here.
 *
 * @param connections at most so many connections are open; more wait in the socket's queue
 * @param headerBytes a longer request line with headers is answered with 431
 * @param bodyBytes a longer body is answered with 413
 * @param idle a connection on which nothing moves for so long is closed
 * @param body a body that has not arrived whole after so long is answered with 408
 * @param stop requests that run when the server stops get so long to finish
 */
record Limits(int connections, int headerBytes, int bodyBytes, Duration idle, Duration body, Duration stop) {

    /** Threads that stay while nothing happens. */
    static final int IDLE_THREADS = 4;

    static final Limits DEFAULT =
            new Limits(128, 8 * 1024, 64 * 1024, Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(1));

    /** Jetty's own: one accepts, one selects, two wait in reserve. */
    private static final int JETTY_THREADS = 4;

    /**
     * One a connection, so that a client that sends its body slowly, or does not fetch its answer, keeps nobody from
     * being served. They exist while they are needed only.
     */
    int threads() {
        return connections + JETTY_THREADS;
    }
}
