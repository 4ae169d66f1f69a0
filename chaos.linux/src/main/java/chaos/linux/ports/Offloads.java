package chaos.linux.ports;

import chaos.linux.Errno;
import chaos.linux.rtnl.EthtoolRequests;
import chaos.linux.rtnl.Netdev;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The offloads of interfaces, through ethtool's netlink family; a kernel before 5.6 has none, and shows nothing. */
public final class Offloads {

    private final Conversation generic;
    private Optional<Integer> family = Optional.empty();

    /** The offloads of a network namespace. */
    public Offloads(Conversation generic) {
        this.generic = generic;
    }

    /** Which are on; empty where the kernel cannot be asked. */
    public Optional<Set<Offload>> on(Netdev device) throws NetlinkException {
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
    public boolean areOff(Netdev device) {
        try {
            return on(device).filter(Set::isEmpty).isPresent();
        } catch (NetlinkException e) {
            return false; // what is not seen is not seen to be off
        }
    }

    /** Turns all off that can be. */
    public void turnOff(Netdev device) throws NetlinkException {
        change(device, on(device).orElse(Set.of()), false);
    }

    /** Turns these on again. */
    public void turnOn(Netdev device, Set<Offload> offloads) throws NetlinkException {
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
    public static String names(Set<Offload> offloads) {
        return offloads.stream().map(Offload::feature).collect(Collectors.joining(", "));
    }
}
