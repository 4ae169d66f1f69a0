package chaos.http;

import chaos.api.socket.ListeningSocket;
import chaos.api.socket.ListeningSocket.Access;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Takes connections from a Unix socket by one thread that waits in {@code accept}, and stops taking them while the
 * server has as many as it may. Jetty's own connector (12.0.32) closes its socket when it is told to go on after that,
 * and removes the file at its path whosever it is.
 */
final class SocketConnector extends AbstractConnector {

    private static final int ACCEPTORS = 1;
    private static final int SELECTORS = 1;

    private final Path path;
    private final int queue;
    private final SelectorManager selectors;
    private Optional<ListeningSocket> listening = Optional.empty();

    /**
     * A connector for the socket at this path.
     *
     * @param queue so many connections wait in the kernel until they are taken
     */
    SocketConnector(Server server, Path path, int queue, ConnectionFactory factory) {
        super(server, null, null, null, ACCEPTORS, factory);
        this.path = path;
        this.queue = queue;
        this.selectors = new Selectors(getExecutor(), getScheduler());
        installBean(selectors, true);
    }

    @Override
    protected void doStart() throws Exception {
        // They count the connections for the limit.
        getBeans(SelectorManager.SelectorManagerListener.class).forEach(selectors::addEventListener);
        listening = Optional.of(ListeningSocket.open(path, Access.GROUP, queue));
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (listening.isPresent()) {
            listening.get().close();
        }
        getBeans(SelectorManager.SelectorManagerListener.class).forEach(selectors::removeEventListener);
    }

    /** Called in a loop by the acceptor's thread, while {@link #isAccepting}. */
    @Override
    protected void accept(int acceptor) throws IOException {
        var channel = listening.orElseThrow().channel().accept();
        channel.configureBlocking(false);
        selectors.accept(channel);
    }

    @Override
    public Object getTransport() {
        return listening.map(ListeningSocket::channel).orElse(null);
    }

    /** Waits for bytes on every connection. */
    private final class Selectors extends SelectorManager {

        Selectors(Executor executor, Scheduler scheduler) {
            super(executor, scheduler, SELECTORS);
        }

        @Override
        protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            var endPoint = new SocketChannelEndPoint((SocketChannel) channel, selector, key, getScheduler());
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
        }

        @Override
        public Connection newConnection(SelectableChannel channel, EndPoint endPoint, Object attachment) {
            return getDefaultConnectionFactory().newConnection(SocketConnector.this, endPoint);
        }

        @Override
        protected void endPointOpened(EndPoint endPoint) {
            super.endPointOpened(endPoint);
            onEndPointOpened(endPoint);
        }

        @Override
        protected void endPointClosed(EndPoint endPoint) {
            onEndPointClosed(endPoint);
            super.endPointClosed(endPoint);
        }
    }
}
