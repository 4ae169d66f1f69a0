package chaos.linux.ports;

import chaos.linux.ports.BridgeRecord.Found;
import chaos.linux.rtnl.Netdev;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports that were gone when they should have been given back. One that was moved to another network namespace comes
 * back as it was made quiet here, and that is not how it was found.
 */
final class Departed {

    private final Map<String, Found> left = new ConcurrentHashMap<>();

    /** A port could not be given back, because it is not there. */
    void left(Found before) {
        left.put(before.name(), before);
    }

    /**
     * How a port is to be recorded.
     *
     * @param now as it is found
     */
    Found recorded(Netdev device, Found now) {
        var before = left.remove(device.name());
        // A new interface with an old name speaks ARP.
        if (before == null || now.arp() || !before.arp()) {
            return now;
        }
        var offloads = EnumSet.noneOf(Offload.class);
        offloads.addAll(now.offloads());
        offloads.addAll(before.offloads());
        return new Found(now.index(), now.name(), now.up(), true, now.addressMode(), now.home(), offloads, now.ipv6());
    }
}
