package chaos.linux.ports;

import chaos.api.dataplane.PlaneNotice;
import chaos.api.dataplane.PlaneNotice.Kind;
import chaos.api.link.Direction;
import chaos.linux.rtnl.Netdev;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How both ports were when they were last looked at, so that the next look can tell what became of them. */
final class PortConditions {

    private final Map<Direction, Optional<Netdev>> seen = new EnumMap<>(Direction.class);

    /** Takes what is there now for how it should be. */
    void begin(Direction direction, Optional<Netdev> now) {
        seen.put(direction, now);
    }

    /** Whether one of them had this number. */
    boolean has(int index) {
        return seen.values().stream().flatMap(Optional::stream).anyMatch(device -> device.index() == index);
    }

    /** What is no longer as it was; from now on it is how it is. */
    List<PlaneNotice> compare(Direction direction, String name, Optional<Netdev> now) {
        var before = seen.getOrDefault(direction, Optional.empty());
        seen.put(direction, now);
        var notices = new ArrayList<PlaneNotice>();
        for (String change : changes(name, before, now)) {
            notices.add(new PlaneNotice(Kind.PORTS, Optional.of(direction), change));
        }
        return notices;
    }

    private static List<String> changes(String name, Optional<Netdev> before, Optional<Netdev> now) {
        if (before.isEmpty() || now.isEmpty()) {
            if (before.isPresent()) {
                return List.of("interface " + name + " went away");
            }
            return now.isPresent() ? List.of("interface " + name + " is there again") : List.of();
        }
        return changes(name, before.get(), now.get());
    }

    private static List<String> changes(String name, Netdev before, Netdev now) {
        var changes = new ArrayList<String>();
        if (before.index() != now.index()) {
            changes.add("interface " + name + " is another one now");
        }
        if (before.has(Netdev.UP) != now.has(Netdev.UP)) {
            changes.add("port " + name + " was switched " + (now.has(Netdev.UP) ? "on" : "off"));
        }
        if (before.has(Netdev.LOWER_UP) != now.has(Netdev.LOWER_UP)) {
            changes.add("port " + name + (now.has(Netdev.LOWER_UP) ? " has a link partner" : " lost its link partner"));
        }
        if (before.master() != 0 && now.master() == 0) {
            changes.add("port " + name + " is in no bridge any more, nothing joins the ports");
        }
        if (before.mtu() != now.mtu()) {
            changes.add("the MTU of port " + name + " is " + now.mtu() + ", was " + before.mtu()
                    + "; apply the impairment again for sizes that fit");
        }
        return changes;
    }
}
