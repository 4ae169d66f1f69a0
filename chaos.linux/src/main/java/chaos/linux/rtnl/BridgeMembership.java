package chaos.linux.rtnl;

import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.Conversation.Step;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a port belongs to a bridge: what is set of it there, and its VLANs. The kernel forgets all of it when the port
 * leaves ({@code IFLA_BRPORT_…} of include/uapi/linux/if_link.h, {@code struct bridge_vlan_info} of if_bridge.h).
 *
 * @param settings by the number of the attribute, those that this kernel has
 * @param vlans by number, each with its flags ({@code BRIDGE_VLAN_INFO_PVID}, {@code …_UNTAGGED})
 */
public record BridgeMembership(Map<Integer, Long> settings, Map<Integer, Integer> vlans) {

    /** What {@link #text} looks like; what is in the second group are the VLANs. */
    public static final String FORM = "([0-9a-f]{1,5}(?:-[0-9a-f]{1,8}){3})((?:\\+\\d{1,4}[pu]*)*)";

    private static final int PRIORITY = 2;
    private static final int COST = 3;
    private static final int GROUP_FORWARDING = 31;
    private static final List<Integer> NUMBERS = List.of(PRIORITY, COST, GROUP_FORWARDING);
    /** HAIRPIN, GUARD, PROTECT, FAST_LEAVE, LEARNING, FLOOD, PROXY_ARP, of Wi-Fi, MCAST_FLOOD, and so on: on or off. */
    private static final List<Integer> SWITCHES = List.of(4, 5, 6, 7, 8, 9, 10, 11, 27, 28, 29, 30, 32, 33, 39, 40, 43);

    private static final int RTM_GETLINK = 18;
    private static final int RTM_SETLINK = 19;
    private static final int RTM_DELLINK = 17;
    private static final int RTM_NEWLINK = 16;
    private static final int AF_BRIDGE = 7;
    private static final int IFLA_AF_SPEC = 26;
    private static final int IFLA_EXT_MASK = 29;
    private static final int RTEXT_FILTER_BRVLAN = 2;
    private static final int IFLA_BRIDGE_VLAN_INFO = 2;
    private static final int VLAN_BYTES = 4;
    private static final int PVID = 2;
    private static final int UNTAGGED = 4;
    private static final int HEX = 16;
    private static final Pattern VLAN = Pattern.compile("\\+(\\d{1,4})([pu]*)");

    /** A membership; both are copied. */
    public BridgeMembership {
        settings = Map.copyOf(new TreeMap<>(settings));
        vlans = Map.copyOf(new TreeMap<>(vlans));
    }

    /** That of a port now; empty where it is in no bridge. */
    public static Optional<BridgeMembership> of(Conversation kernel, Netdev port) throws NetlinkException {
        var settings = LinkRequests.portOfBridge(kernel, port.index());
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        var found = new TreeMap<Integer, Long>();
        for (int attribute : SWITCHES) {
            var value = settings.get().find(attribute);
            if (value.isPresent()) {
                found.put(attribute, (long) value.get().u8());
            }
        }
        for (int attribute : NUMBERS) {
            var value = settings.get().find(attribute);
            if (value.isPresent()) {
                found.put(
                        attribute,
                        attribute == COST ? value.get().u32() : value.get().u16());
            }
        }
        return Optional.of(new BridgeMembership(found, vlans(kernel, port)));
    }

    private static Map<Integer, Integer> vlans(Conversation kernel, Netdev port) throws NetlinkException {
        var vlans = new TreeMap<Integer, Integer>();
        var question = header(0).u32(IFLA_EXT_MASK, RTEXT_FILTER_BRVLAN);
        for (var answer : kernel.dump("list VLANs", Message.request(RTM_GETLINK, Message.DUMP, question))) {
            var body = answer.body();
            if (answer.type() != RTM_NEWLINK
                    || body.remaining() < Netdev.IFINFO_BYTES
                    || body.getInt(4) != port.index()) {
                continue;
            }
            var attributes =
                    AttributeReader.of(body.slice(Netdev.IFINFO_BYTES, body.remaining() - Netdev.IFINFO_BYTES));
            var nest = attributes.find(IFLA_AF_SPEC);
            for (var each : nest.isPresent()
                    ? AttributeReader.list(nest.get().bytes())
                    : List.<chaos.linux.wire.Attribute>of()) {
                if (each.type() == IFLA_BRIDGE_VLAN_INFO) {
                    var info = each.at(VLAN_BYTES);
                    vlans.put((int) info.getShort(2), info.getShort(0) & (PVID | UNTAGGED));
                }
            }
        }
        return vlans;
    }

    /** What makes the membership of a port that is in the bridge again, as it is now, this one. */
    public List<Step> restore(Netdev port, BridgeMembership now) {
        var steps = new ArrayList<Step>();
        var others = new TreeMap<Integer, Long>();
        settings.forEach((attribute, value) -> {
            var is = now.settings.get(attribute);
            if (is != null && !is.equals(value)) {
                others.put(attribute, value);
            }
        });
        if (!others.isEmpty()) {
            steps.add(LinkRequests.ofPort(
                    "set as before ",
                    port,
                    out -> others.forEach((attribute, value) -> {
                        switch (attribute) {
                            case COST -> out.u32(attribute, value);
                            case PRIORITY, GROUP_FORWARDING -> out.u16(attribute, value.intValue());
                            default -> out.u8(attribute, value.intValue());
                        }
                    })));
        }
        now.vlans.keySet().stream()
                .filter(vlan -> !vlans.containsKey(vlan))
                .sorted()
                .forEach(vlan -> steps.add(vlan(RTM_DELLINK, port, vlan, 0)));
        new TreeMap<>(vlans).forEach((vlan, flags) -> {
            if (!flags.equals(now.vlans.get(vlan))) {
                steps.add(vlan(RTM_SETLINK, port, vlan, flags));
            }
        });
        return steps;
    }

    /** {@code bridge vlan add} and {@code del}. */
    private static Step vlan(int type, Netdev port, int vlan, int flags) {
        var body = header(port.index());
        body.nested(
                IFLA_AF_SPEC,
                spec -> spec.struct(IFLA_BRIDGE_VLAN_INFO, VLAN_BYTES, info -> info.putShort((short) flags)
                        .putShort((short) vlan)));
        String operation = type == RTM_DELLINK ? "take out of VLAN " : "put into VLAN ";
        return new Step(operation + vlan + " " + port.name(), Message.request(type, 0, body));
    }

    private static AttributeWriter header(int index) {
        return new AttributeWriter().struct(Netdev.IFINFO_BYTES, bytes -> bytes.put((byte) AF_BRIDGE)
                .put((byte) 0)
                .putShort((short) 0)
                .putInt(index)
                .putLong(0));
    }

    /** The same without its VLANs. */
    public BridgeMembership withoutVlans() {
        return new BridgeMembership(settings, Map.of());
    }

    /** One word, for {@link #parse}; what this kernel does not have is as if it were off. */
    public String text() {
        long switches = 0;
        for (int i = 0; i < SWITCHES.size(); i++) {
            switches |= settings.getOrDefault(SWITCHES.get(i), 0L) == 0 ? 0 : 1L << i;
        }
        var text = new StringBuilder(Long.toHexString(switches));
        NUMBERS.forEach(attribute -> text.append('-').append(Long.toHexString(settings.getOrDefault(attribute, 0L))));
        new TreeMap<>(vlans).forEach((vlan, flags) -> text.append('+')
                .append(vlan)
                .append((flags & PVID) == 0 ? "" : "p")
                .append((flags & UNTAGGED) == 0 ? "" : "u"));
        return text.toString();
    }

    /** What {@link #text} made. */
    public static BridgeMembership parse(String text) {
        Matcher form = Pattern.compile(FORM).matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("no membership of a bridge: " + text);
        }
        var words = form.group(1).split("-", -1);
        var settings = new TreeMap<Integer, Long>();
        long switches = Long.parseLong(words[0], HEX);
        for (int i = 0; i < SWITCHES.size(); i++) {
            settings.put(SWITCHES.get(i), switches >>> i & 1);
        }
        for (int i = 0; i < NUMBERS.size(); i++) {
            settings.put(NUMBERS.get(i), Long.parseLong(words[i + 1], HEX));
        }
        var vlans = new TreeMap<Integer, Integer>();
        var each = VLAN.matcher(form.group(2));
        while (each.find()) {
            int flags =
                    (each.group(2).contains("p") ? PVID : 0) | (each.group(2).contains("u") ? UNTAGGED : 0);
            vlans.put(Integer.parseInt(each.group(1)), flags);
        }
        return new BridgeMembership(settings, vlans);
    }
}
