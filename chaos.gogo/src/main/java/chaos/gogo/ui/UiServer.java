package chaos.gogo.ui;

import chaos.api.socket.SocketPath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.Semaphore;

/** Listens on a free port of the loopback interface, for a browser on this machine. */
public final class UiServer implements AutoCloseable {

    /** A browser has six at a time to one server. */
    private static final int MAX_CONNECTIONS = 32;

    private static final int BACKLOG = 50;

    private final SocketPath socket;
    private final ServerSocket server;
    private final Gate gate;
    private final Semaphore places = new Semaphore(MAX_CONNECTIONS);

    private UiServer(SocketPath socket, ServerSocket server) {
        this.socket = socket;
        this.server = server;
        this.gate = new Gate(server.getLocalPort());
    }

    /** Listens; what comes is sent on to this socket. */
    public static UiServer open(SocketPath socket) throws IOException {
        var server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), BACKLOG);
        return new UiServer(socket, server);
    }

    /** The address to open in a browser, good for once. */
    public String address() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/?token=" + gate.token();
    }

    /** Serves until it is closed. */
    public void serve() throws IOException {
        while (true) {
            try {
                admit(server.accept());
            } catch (SocketException e) {
                if (server.isClosed()) {
                    return;
                }
                throw e;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void admit(Socket browser) throws IOException {
        if (!places.tryAcquire()) {
            try (browser) {
                browser.getOutputStream().write(Reply.busy().bytes());
            }
            return;
        }
        var exchange = new Exchange(browser, gate, socket);
        var thread = new Thread(
                () -> {
                    try {
                        exchange.run();
                    } finally {
                        places.release();
                    }
                },
                "chaos-ui");
        thread.setDaemon(true);
        thread.start();
    }
}
