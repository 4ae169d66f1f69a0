package chaos.rig.wire;

import chaos.linux.NetworkNamespace;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.SocketTransport;
import java.time.Duration;

/** Questions to the kernel in one network namespace; what they take is given back when it is closed. */
final class Kernel implements AutoCloseable {

    private final SocketTransport route;
    private final SocketTransport generic;
    private final Duration timeout;

    /** Opens nothing yet. */
    Kernel(NetworkNamespace namespace, Duration timeout) {
        this.route = new SocketTransport(namespace);
        this.generic = SocketTransport.generic(namespace);
        this.timeout = timeout;
    }

    /** About interfaces and namespaces. */
    Conversation route() {
        return new Conversation(route, timeout);
    }

    /** About features of interfaces. */
    Conversation generic() {
        return new Conversation(generic, timeout);
    }

    @Override
    public void close() {
        route.close();
        generic.close();
    }
}
