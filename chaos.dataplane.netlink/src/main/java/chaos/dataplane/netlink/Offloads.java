package chaos.dataplane.netlink;

import chaos.dataplane.netlink.rtnl.EthtoolRequests;
import chaos.dataplane.netlink.rtnl.Netdev;
import chaos.dataplane.netlink.wire.Conversation;
import chaos.dataplane.netlink.wire.NetlinkException;
import chaos.linux.Errno;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The offloads of interfaces, through ethtool's netlink family; a kernel before 5.6 has none, and shows nothing. */
final class Offloads {

    private final Conversation generic;
    private Optional<Integer> family = Optional.empty();

    /** The offloads of a network namespace. */
    Offloads(Conversation generic) {
        this.generic = generic;
    }

    /** Which are on; empty where the kernel cannot be asked. */
    Optional<Set<Offload>> on(Netdev device) throws NetlinkException {
        var number = family();
        if (number.isEmpty()) {
            return Optional.empty();
        }
        var on = EnumSet.noneOf(Offload.class);
        for (String feature : EthtoolRequests.activeFeatures(generic, number.get(), device)) {
            Offload.named(feature).ifPresent(on::add);
        }
        return Optional.of(on);
    }

    /** Whether it was seen that none is on. */
    boolean areOff(Netdev device) {
        try {
            return on(device).filter(Set::isEmpty).isPresent();
        } catch (NetlinkException e) {
            return false; // what is not seen is not seen to be off
        }
    }

    /** Turns all off that can be. */
    void turnOff(Netdev device) throws NetlinkException {
        change(device, on(device).orElse(Set.of()), false);
    }

    /** Turns these on again. */
    void turnOn(Netdev device, Set<Offload> offloads) throws NetlinkException {
        change(device, offloads, true);
    }

    private void change(Netdev device, Set<Offload> offloads, boolean on) throws NetlinkException {
        var number = family();
        if (offloads.isEmpty() || number.isEmpty()) {
            return;
        }
        var names = offloads.stream().map(Offload::feature).toList();
        generic.perform(List.of(EthtoolRequests.setFeatures(number.get(), device, names, on)));
    }

    private synchronized Optional<Integer> family() throws NetlinkException {
        if (family.isEmpty()) {
            try {
                family = Optional.of(EthtoolRequests.family(generic));
            } catch (NetlinkException e) {
                if (!e.refusedWith(Errno.ENOENT)) {
                    throw e;
                }
            }
        }
        return family;
    }

    /** For people, as {@code ethtool -k} names them. */
    static String names(Set<Offload> offloads) {
        return offloads.stream().map(Offload::feature).collect(Collectors.joining(", "));
    }
}
