package chaos.http;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Sends one byte at a time, until it is interrupted or nobody listens. */
final class Trickle extends Thread {

    private static final long PAUSE_NANOS = 20_000_000;

    private final SocketClient client;

    Trickle(SocketClient client) {
        this.client = client;
        setDaemon(true);
    }

    @Override
    public void run() {
        try {
            while (!isInterrupted()) {
                client.raw(" ");
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            interrupt(); // the server has hung up, which is what it is for
        }
    }
}
