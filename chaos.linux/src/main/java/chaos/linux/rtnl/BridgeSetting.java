package chaos.linux.rtnl;

import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.NetlinkException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What decides in a bridge which frames pass, and how it is where all of them do ({@code include/uapi/linux/if_link.h},
 * {@code IFLA_BR_…} and {@code IFLA_BRPORT_…}).
 */
public enum BridgeSetting {
    /** No spanning tree, which would block ports and send frames of its own. */
    STP(Of.BRIDGE, 5, Integer.BYTES, 0, "STP"),
    /** No look at VLAN tags. */
    VLAN_FILTERING(Of.BRIDGE, 7, Byte.BYTES, 0, "VLAN filtering"),
    /** No look at who wants which multicast group. */
    SNOOPING(Of.BRIDGE, 23, Byte.BYTES, 0, "multicast snooping"),
    /** Forwarding ({@code BR_STATE_FORWARDING}). */
    STATE(Of.PORT, 1, Byte.BYTES, 3, "state"),
    /** Nothing goes back where it came from. */
    HAIRPIN(Of.PORT, 4, Byte.BYTES, 0, "hairpin mode"),
    /** A frame of a spanning tree does not switch the port off. */
    GUARD(Of.PORT, 5, Byte.BYTES, 0, "BPDU guard"),
    /** No address is learned: with two ports a frame always goes to the other one. */
    LEARNING(Of.PORT, 8, Byte.BYTES, 0, "learning"),
    /** Frames to addresses that were not learned pass. */
    FLOOD(Of.PORT, 9, Byte.BYTES, 1, "flooding"),
    /** The bridge answers no ARP. */
    PROXY_ARP(Of.PORT, 10, Byte.BYTES, 0, "proxy ARP"),
    /** Multicast frames pass. */
    MULTICAST_FLOOD(Of.PORT, 27, Byte.BYTES, 1, "flooding of multicast"),
    /** Broadcast frames pass. */
    BROADCAST_FLOOD(Of.PORT, 30, Byte.BYTES, 1, "flooding of broadcast"),
    /** All link-local groups but 01-80-C2-00-00-01 (PAUSE), which no Linux bridge forwards. */
    GROUP_FORWARDING(Of.PORT, 31, Short.BYTES, 0xFFFD, "group_fwd_mask"),
    /** Neighbour discovery passes. */
    NEIGHBOUR_SUPPRESSION(Of.PORT, 32, Byte.BYTES, 0, "neighbour suppression"),
    /** It forwards to the other port, whatever that one is. */
    ISOLATED(Of.PORT, 33, Byte.BYTES, 0, "isolation"),
    /** It forwards from everybody. */
    LOCKED(Of.PORT, 39, Byte.BYTES, 0, "lock");

    /** What it is a setting of. */
    private enum Of {
        BRIDGE,
        PORT
    }

    private final Of of;
    private final int attribute;
    private final int bytes;
    private final int wanted;
    private final String word;

    BridgeSetting(Of of, int attribute, int bytes, int wanted, String word) {
        this.of = of;
        this.attribute = attribute;
        this.bytes = bytes;
        this.wanted = wanted;
        this.word = word;
    }

    /** How it is where every frame passes. */
    public int wanted() {
        return wanted;
    }

    /** For people. */
    public String word() {
        return word;
    }

    boolean isOfPort() {
        return of == Of.PORT;
    }

    /** Those of a port that may be set whatever its link is like. */
    static List<BridgeSetting> ofPorts() {
        return Stream.of(values())
                .filter(setting -> setting.isOfPort() && setting != STATE)
                .toList();
    }

    /** Writes how it should be. */
    void write(AttributeWriter out) {
        switch (bytes) {
            case Byte.BYTES -> out.u8(attribute, wanted);
            case Short.BYTES -> out.u16(attribute, wanted);
            default -> out.u32(attribute, wanted);
        }
    }

    /** Those that a nest shows, each as it is; a kernel that lacks one shows none. */
    static Map<BridgeSetting, Integer> read(AttributeReader nest, boolean ofPort) throws NetlinkException {
        var shown = new EnumMap<BridgeSetting, Integer>(BridgeSetting.class);
        for (var setting : values()) {
            var found = nest.find(setting.attribute);
            if (setting.isOfPort() == ofPort && found.isPresent()) {
                shown.put(
                        setting,
                        switch (setting.bytes) {
                            case Byte.BYTES -> found.get().u8();
                            case Short.BYTES -> found.get().u16();
                            default -> (int) found.get().u32();
                        });
            }
        }
        return shown;
    }
}
