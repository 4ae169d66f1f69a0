package chaos.rig.wire;

import chaos.linux.NetworkNamespace;
import chaos.linux.rtnl.Wiring;
import chaos.linux.traffic.Station;

/**
 * An interface of the path that probes take.
 *
 * @param role what it is to a person, for example {@code port1} or {@code the far end of port1}
 * @param namespace where it is
 * @param wiring what it is
 */
record End(String role, NetworkNamespace namespace, Wiring wiring) {

    /** For messages. */
    String title() {
        return role + " (" + place() + ")";
    }

    /** Its name, and where it is, if that has a name. */
    String place() {
        var where = namespace.toString();
        boolean nameless = where.equals(NetworkNamespace.own().toString()) || where.startsWith("/proc/self/fd/");
        return wiring.device().name() + (nameless ? "" : " in " + where);
    }

    /** As that which probes are sent or received by. */
    Station station() {
        return new Station(namespace, wiring.device().index(), wiring.address().orElse(""));
    }
}
