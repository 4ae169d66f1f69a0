package chaos.linux.wire;

import chaos.linux.Errno;
import chaos.linux.LinuxException;
import chaos.linux.NamespaceAnchor;
import chaos.linux.NetlinkSocket;
import chaos.linux.NetworkNamespace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Notices about interfaces and qdiscs of one network namespace, over a socket of their own. */
public final class SocketNotices implements Notices {

    /** Room for some thousand changes while nobody listens. */
    public static final int USUAL_BUFFER = 2 * 1024 * 1024;

    private static final int RTNLGRP_LINK = 1;
    private static final int RTNLGRP_TC = 4;
    private static final int RTNLGRP_IPV4_IFADDR = 5;
    private static final int RTNLGRP_IPV6_IFADDR = 9;
    /** IPv6 was switched on; that it was switched off is told nowhere. */
    private static final int RTNLGRP_IPV6_IFINFO = 12;

    private static final int[] GROUPS = {
        RTNLGRP_LINK, RTNLGRP_TC, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR, RTNLGRP_IPV6_IFINFO
    };

    private final NetlinkSocket socket;
    private final NamespaceAnchor anchor;

    private SocketNotices(NetlinkSocket socket, NamespaceAnchor anchor) {
        this.socket = socket;
        this.anchor = anchor;
    }

    /** Notices of a network namespace. */
    public static Source of(NetworkNamespace namespace, int receiveBuffer) {
        return () -> {
            var anchor = new NamespaceAnchor(namespace);
            var socket = namespace.inside(() -> NetlinkSocket.subscribe(NetlinkSocket.ROUTE, receiveBuffer, GROUPS));
            return new SocketNotices(socket, anchor);
        };
    }

    @Override
    public Optional<ByteBuffer> next(Duration timeout) throws LinuxException {
        var next = socket.receive(timeout);
        if (next.isEmpty() && !anchor.holds()) {
            throw new LinuxException("recvfrom", "a network namespace that was deleted", Errno.ENOENT);
        }
        return next;
    }

    @Override
    public void close() {
        socket.close();
    }
}
