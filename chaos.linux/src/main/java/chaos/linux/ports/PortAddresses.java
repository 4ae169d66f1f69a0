package chaos.linux.ports;

import chaos.api.dataplane.Warning;
import chaos.linux.Errno;
import chaos.linux.rtnl.Address;
import chaos.linux.rtnl.Netdev;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The addresses that ports had when they were taken. A port in a bridge is no place for one: with IPv6 switched off the
 * kernel drops those of IPv6, and those of IPv4 stay and reach nobody, because the host must not speak there.
 */
final class PortAddresses {

    static final PortAddresses NONE = new PortAddresses(List.of(), List.of());

    private final List<Netdev> ports;
    private final List<Address> given;
    /** What was told of, or there from the start. */
    private final Set<Address> known = new HashSet<>();

    private PortAddresses(List<Netdev> ports, List<Address> given) {
        this.ports = List.copyOf(ports);
        this.given = List.copyOf(given);
        known.addAll(given.stream().map(PortAddresses::plain).toList());
    }

    /** Before anything is changed. */
    static PortAddresses of(Conversation kernel, List<Netdev> ports) throws NetlinkException {
        return new PortAddresses(ports, given(kernel, ports));
    }

    /** What is wrong with them where they may not be taken along, and what to do; empty where there are none. */
    Optional<String> refusal() {
        return ports.stream()
                .filter(port -> given.stream().anyMatch(address -> address.index() == port.index()))
                .findFirst()
                .map(this::refusal);
    }

    private String refusal(Netdev port) {
        var names = given.stream()
                .filter(address -> address.index() == port.index())
                .map(Address::toString)
                .toList();
        return "port " + port.name() + " has the address " + String.join(", ", names)
                + ", by which this host could not be reached any more; remove it (ip address del " + names.get(0)
                + " dev " + port.name() + "), use another port, or set take_over = true";
    }

    private static List<Address> given(Conversation kernel, List<Netdev> devices) throws NetlinkException {
        var indexes = devices.stream().map(Netdev::index).collect(Collectors.toSet());
        return Address.list(kernel).stream()
                .filter(address -> indexes.contains(address.index()) && address.isGiven())
                .toList();
    }

    /** The kernel changes its flags while it looks for a duplicate of it. */
    private static Address plain(Address address) {
        return new Address(address.index(), address.family(), address.prefix(), 0, address.scope(), address.hex());
    }

    /**
     * What becomes of them.
     *
     * @param ours whether the ports are in a bridge of ours; in somebody else's nothing is changed
     */
    List<Warning> warnings(boolean ours) {
        var warnings = new ArrayList<Warning>();
        for (var port : ours ? ports : List.<Netdev>of()) {
            var lost = names(port, true);
            if (!lost.isEmpty()) {
                warnings.add(Warning.general(
                        "addresses_lost",
                        "port " + port.name() + " is without " + lost + " while it is taken; that comes back when it is"
                                + " given back, and routes through it do not, nor does anything after a kill"));
            }
            var idle = names(port, false);
            if (!idle.isEmpty()) {
                warnings.add(Warning.general(
                        "addresses_idle",
                        "port " + port.name() + " has the address " + idle
                                + ", by which nobody is reached while it is taken: this host answers nobody there; what"
                                + " a program here sends to that network still leaves by the port, and is in vain"));
            }
        }
        return warnings;
    }

    private String names(Netdev port, boolean ipv6) {
        return given.stream()
                .filter(address -> address.index() == port.index() && address.isIpv6() == ipv6)
                .map(Address::toString)
                .collect(Collectors.joining(", "));
    }

    /** A sentence for each that was added since the last look. */
    List<String> added(Conversation kernel, List<Netdev> devices) throws NetlinkException {
        var told = new ArrayList<String>();
        var now = given(kernel, devices);
        known.removeIf(address -> now.stream().map(PortAddresses::plain).noneMatch(address::equals));
        for (var address : now) {
            if (known.add(plain(address))) {
                String name = devices.stream()
                        .filter(device -> device.index() == address.index())
                        .map(Netdev::name)
                        .findFirst()
                        .orElseThrow();
                told.add("somebody gave " + name + " the address " + address
                        + ": it stays, and nobody is reached by it; take it away (ip address del " + address + " dev "
                        + name + ")");
            }
        }
        return told;
    }

    /**
     * Gives the ports those of IPv6 again.
     *
     * @return what could not be done
     */
    List<Warning> putBack(Conversation kernel) {
        var failures = new ArrayList<Warning>();
        for (var address : given) {
            try {
                if (address.isIpv6()) {
                    kernel.perform(List.of(address.add()));
                }
            } catch (NetlinkException e) {
                boolean there = e.refusedWith(Errno.EEXIST) || e.refusedWith(Errno.ENODEV);
                if (!there) {
                    failures.add(Warning.general("not_undone", e.getMessage()));
                }
            }
        }
        return failures;
    }
}
