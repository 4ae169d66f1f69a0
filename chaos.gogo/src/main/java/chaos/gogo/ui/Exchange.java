package chaos.gogo.ui;

import chaos.api.socket.SocketPath;
import chaos.gogo.client.ChannelStreams;
import chaos.gogo.ui.RequestHead.RefusedHeadException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request of a browser, sent on to the socket, and its answer, sent back byte by byte as it comes. */
final class Exchange implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** More than the API takes, so that it is the API that says how much that is. */
    private static final int MAX_BODY = 1024 * 1024;

    private static final int HEAD_MILLIS = 10_000;
    private static final int BUFFER = 16 * 1024;

    /** Meant for us, or replaced. */
    private static final List<String> WITHHELD =
            List.of("host", "connection", "keep-alive", "upgrade", "te", "trailer", "expect", "cookie", "origin");

    private final Socket browser;
    private final Gate gate;
    private final SocketPath socket;

    Exchange(Socket browser, Gate gate, SocketPath socket) {
        this.browser = browser;
        this.gate = gate;
        this.socket = socket;
    }

    @Override
    public void run() {
        try (browser) {
            browser.setSoTimeout(HEAD_MILLIS);
            var in = new BufferedInputStream(browser.getInputStream());
            var reply = serve(in, browser.getOutputStream());
            if (reply.isPresent()) {
                browser.getOutputStream().write(reply.get().bytes());
                browser.shutdownOutput();
                drain(in);
            }
        } catch (IOException e) {
            LOG.debug("ui_connection_ended cause={}", e.getMessage());
        }
    }

    /** What we answer ourselves; empty: the appliance answered, or nobody asked. */
    private Optional<Reply> serve(InputStream in, OutputStream out) throws IOException {
        try {
            var head = RequestHead.read(in);
            if (head.isEmpty()) {
                return Optional.empty();
            }
            int body = head.get().bodyBytes();
            var stopped = gate.stop(head.get());
            if (stopped.isPresent()) {
                return stopped;
            }
            if (body > MAX_BODY) {
                return Optional.of(Reply.tooLarge("a body may have " + MAX_BODY + " bytes"));
            }
            return forward(head.get(), in.readNBytes(body), out);
        } catch (RefusedHeadException e) {
            return Optional.of(Reply.badRequest(e.getMessage()));
        }
    }

    private Optional<Reply> forward(RequestHead head, byte[] body, OutputStream out) throws IOException {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket.path()));
        } catch (IOException e) {
            return Optional.of(Reply.unreachable("no daemon answers on " + socket + "; start one with chaosd"));
        }
        try (channel) {
            var appliance = ChannelStreams.output(channel);
            appliance.write(head.forwarded(WITHHELD));
            try {
                appliance.write(body);
            } catch (IOException e) {
                LOG.debug("ui_body_not_taken cause={}", e.getMessage()); // the answer, if there is one, says why
            }
            copy(ChannelStreams.input(channel), out);
            return Optional.empty();
        }
    }

    /** Each piece at once: an event stream may have the next one much later. */
    private static void copy(InputStream from, OutputStream to) throws IOException {
        var buffer = new byte[BUFFER];
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            to.write(buffer, 0, count);
        }
    }

    /** Reads what was sent along with a refused request, so that closing does not take the refusal back. */
    private static void drain(InputStream in) throws IOException {
        long left = MAX_BODY;
        var buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0 && left > 0; count = in.read(buffer)) {
            left -= count;
        }
    }
}
