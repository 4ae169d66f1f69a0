package chaos.linux.ports;

import chaos.api.link.LinkName;
import chaos.linux.rtnl.BridgeMembership;
import chaos.linux.rtnl.Netdev;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What must be undone when the ports are given back, written into the alias of our bridge: it lives in the kernel for
 * exactly as long as what it describes, so it survives a killed daemon and not a reboot. One line, for example {@code
 * chaos:1 link=default port1=12:eth1:ua6:0:0:61 port2=13:eth2:a:-:7:0}.
 *
 * @param link whose bridge it is
 * @param ports both ports as they were found, port 1 first
 */
record BridgeRecord(LinkName link, List<Found> ports) {

    private static final String PORT =
            "(\\d{1,10}):([^\\s:/]{1,15}):(u?a?6?):(-|\\d{1,3}):(\\d{1,10})(?::([0-9a-f]{1,7}))?(?::("
                    + BridgeMembership.FORM + "))?";
    private static final Pattern FORM = Pattern.compile("chaos:1 link=(\\S{1,32}) port1=" + PORT + " port2=" + PORT);
    private static final int GROUPS = 9;
    private static final int MEMBERSHIP = 6;
    private static final int ALIAS_BYTES = 255;

    BridgeRecord {
        ports = List.copyOf(ports);
    }

    /**
     * Where a port belonged.
     *
     * @param master the bridge it was in; 0 for none
     * @param membership how it was a port of that one
     */
    record Home(int master, Optional<BridgeMembership> membership) {

        static final Home NONE = new Home(0, Optional.empty());
    }

    /**
     * A port as it was found.
     *
     * @param index which interface
     * @param name its name then, for people
     * @param up whether it was switched on
     * @param arp whether it spoke ARP
     * @param addressMode how IPv6 made its link-local address; absent without IPv6
     * @param home where it belonged
     * @param offloads which were on
     * @param ipv6 whether it spoke IPv6
     */
    record Found(
            int index,
            String name,
            boolean up,
            boolean arp,
            Optional<Integer> addressMode,
            Home home,
            Set<Offload> offloads,
            boolean ipv6) {

        Found {
            offloads = Set.copyOf(offloads);
        }

        static Found of(Netdev device, Optional<BridgeMembership> membership, Set<Offload> offloads, boolean ipv6) {
            return new Found(
                    device.index(),
                    device.name(),
                    device.has(Netdev.UP),
                    !device.has(Netdev.NOARP),
                    device.addressMode(),
                    new Home(device.master(), membership),
                    offloads,
                    ipv6);
        }

        /** The bridge it was in; 0 for none. */
        int master() {
            return home.master();
        }

        private Found withoutVlans() {
            var less = new Home(home.master(), home.membership().map(BridgeMembership::withoutVlans));
            return new Found(index, name, up, arp, addressMode, less, offloads, ipv6);
        }

        private String text() {
            return index + ":" + name + ":" + (up ? "u" : "") + (arp ? "a" : "") + (ipv6 ? "6" : "") + ":"
                    + addressMode.map(String::valueOf).orElse("-") + ":" + home.master() + ":"
                    + Integer.toHexString(Offload.bits(offloads))
                    + home.membership().map(was -> ":" + was.text()).orElse("");
        }

        /** The flags that it had, of those that we change. */
        int flags() {
            return (up ? Netdev.UP : 0) | (arp ? 0 : Netdev.NOARP);
        }
    }

    /** Whether it is about these ports. */
    boolean isAbout(List<Netdev> devices) {
        return ports.stream()
                .map(Found::index)
                .toList()
                .equals(devices.stream().map(Netdev::index).toList());
    }

    /** As an alias holds it: without the VLANs of ports where there are too many. */
    String text() {
        String whole = text(ports);
        return whole.length() <= ALIAS_BYTES
                ? whole
                : text(ports.stream().map(Found::withoutVlans).toList());
    }

    private String text(List<Found> found) {
        return "chaos:1 link=" + link + " port1=" + found.get(0).text() + " port2="
                + found.get(1).text();
    }

    /** Whether all of it fits into an alias. */
    boolean fits() {
        return text(ports).length() <= ALIAS_BYTES;
    }

    /** The record of a bridge; empty where the text is none of ours. */
    static Optional<BridgeRecord> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            var link = new LinkName(match.group(1));
            return Optional.of(new BridgeRecord(link, List.of(found(match, 2), found(match, 2 + GROUPS))));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a number beyond an int, or a name that no link has: not written by us
        }
    }

    private static Found found(java.util.regex.Matcher match, int group) {
        String mode = match.group(group + 3);
        return new Found(
                Integer.parseInt(match.group(group)),
                match.group(group + 1),
                match.group(group + 2).contains("u"),
                match.group(group + 2).contains("a"),
                "-".equals(mode) ? Optional.empty() : Optional.of(Integer.parseInt(mode)),
                new Home(
                        Integer.parseInt(match.group(group + 4)),
                        Optional.ofNullable(match.group(group + MEMBERSHIP)).map(BridgeMembership::parse)),
                Optional.ofNullable(match.group(group + 5))
                        .map(bits -> Offload.of(Integer.parseInt(bits, 16)))
                        .orElse(Set.of()),
                match.group(group + 2).contains("6"));
    }
}
