package chaos.linux.ports;

import chaos.linux.NetworkNamespace;
import chaos.linux.wire.Conversation;

/**
 * How ports are set up beside rtnetlink.
 *
 * @param offloads through ethtool
 * @param ipv6 through sysctl
 * @param joining whether the kernel forwards between them
 * @param departed which were gone when they should have been given back
 */
public record PortSetup(Offloads offloads, Ipv6 ipv6, Joining joining, Departed departed) {

    /**
     * That of a network namespace.
     *
     * @param generic generic netlink in that namespace
     */
    public static PortSetup of(NetworkNamespace namespace, Conversation generic, Joining joining) {
        return new PortSetup(new Offloads(generic), new Ipv6(namespace), joining, new Departed());
    }

    /** What becomes of a frame that comes in by a port. */
    public enum Joining {
        /** The kernel sends it out by the other one. */
        FORWARDED,
        /**
         * The kernel drops it, once packet sockets have seen it: the bridge is switched off, so its ports are disabled
         * whatever becomes of them ({@code net/bridge/br_if.c}, br_port_carrier_check), and nothing of it
         * reaches the host's own protocols ({@code br_input.c}, br_handle_frame).
         */
        KEPT_APART
    }
}
