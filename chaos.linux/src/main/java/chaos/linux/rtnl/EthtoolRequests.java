package chaos.linux.rtnl;

import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.Conversation.Step;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Requests about the features of interfaces, in the generic netlink family {@code ethtool} ({@code
 * include/uapi/linux/ethtool_netlink.h}); only on a socket of NETLINK_GENERIC.
 */
public final class EthtoolRequests {

    private static final int GENL_ID_CTRL = 0x10;
    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;
    private static final int ETHTOOL_MSG_FEATURES_GET = 11;
    private static final int ETHTOOL_MSG_FEATURES_SET = 12;
    private static final int ETHTOOL_A_FEATURES_HEADER = 1;
    private static final int ETHTOOL_A_FEATURES_WANTED = 3;
    private static final int ETHTOOL_A_FEATURES_ACTIVE = 4;
    private static final int ETHTOOL_A_HEADER_DEV_INDEX = 1;
    private static final int ETHTOOL_A_BITSET_BITS = 3;
    private static final int ETHTOOL_A_BITSET_BITS_BIT = 1;
    private static final int ETHTOOL_A_BITSET_BIT_NAME = 2;
    private static final int ETHTOOL_A_BITSET_BIT_VALUE = 3;
    // struct genlmsghdr { u8 cmd; u8 version; u16 reserved; }
    private static final int GENERIC_BYTES = 4;

    private EthtoolRequests() {}

    /**
     * The number that this kernel gave the family.
     *
     * @throws NetlinkException refused with ENOENT where it has none
     */
    public static int family(Conversation generic) throws NetlinkException {
        var body = header(CTRL_CMD_GETFAMILY).string(CTRL_ATTR_FAMILY_NAME, "ethtool");
        for (var answer : generic.ask("find family ethtool", Message.request(GENL_ID_CTRL, 0, body))) {
            return attributes(answer).require(CTRL_ATTR_FAMILY_ID).u16();
        }
        throw NetlinkException.malformed("no answer about the family ethtool");
    }

    /** {@code ethtool -k}: the names of all features that are on. */
    public static List<String> activeFeatures(Conversation generic, int family, Netdev device) throws NetlinkException {
        var body = header(ETHTOOL_MSG_FEATURES_GET);
        interfaceOf(body, device);
        var names = new ArrayList<String>();
        for (var answer : generic.ask("show features of " + device.name(), Message.request(family, 0, body))) {
            var bits = attributes(answer).nested(ETHTOOL_A_FEATURES_ACTIVE).find(ETHTOOL_A_BITSET_BITS);
            if (bits.isPresent()) {
                for (var bit : AttributeReader.list(bits.get().bytes())) {
                    names.add(bit.nested().require(ETHTOOL_A_BITSET_BIT_NAME).string());
                }
            }
        }
        return names;
    }

    /** {@code ethtool -K}: turns features on or off; ones that the interface cannot change stay as they are. */
    public static Step setFeatures(int family, Netdev device, List<String> names, boolean on) {
        var body = header(ETHTOOL_MSG_FEATURES_SET);
        interfaceOf(body, device);
        body.nested(
                ETHTOOL_A_FEATURES_WANTED,
                wanted -> wanted.nested(
                        ETHTOOL_A_BITSET_BITS,
                        bits -> names.forEach(name -> bits.nested(ETHTOOL_A_BITSET_BITS_BIT, bit(name, on)))));
        return new Step("set features of " + device.name(), Message.request(family, 0, body));
    }

    private static Consumer<AttributeWriter> bit(String name, boolean on) {
        return bit -> {
            bit.string(ETHTOOL_A_BITSET_BIT_NAME, name);
            if (on) {
                bit.flag(ETHTOOL_A_BITSET_BIT_VALUE);
            }
        };
    }

    private static void interfaceOf(AttributeWriter body, Netdev device) {
        body.nested(ETHTOOL_A_FEATURES_HEADER, header -> header.u32(ETHTOOL_A_HEADER_DEV_INDEX, device.index()));
    }

    private static AttributeWriter header(int command) {
        return new AttributeWriter().struct(GENERIC_BYTES, bytes -> bytes.put((byte) command)
                .put((byte) 1)
                .putShort((short) 0));
    }

    private static AttributeReader attributes(Message answer) throws NetlinkException {
        var body = answer.body();
        if (body.remaining() < GENERIC_BYTES) {
            throw NetlinkException.malformed("genlmsghdr of " + body.remaining() + " bytes");
        }
        return AttributeReader.of(body.slice(GENERIC_BYTES, body.remaining() - GENERIC_BYTES));
    }
}
