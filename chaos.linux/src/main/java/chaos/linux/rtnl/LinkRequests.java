package chaos.linux.rtnl;

import chaos.linux.Errno;
import chaos.linux.HeldNamespace;
import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.Conversation.Step;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Requests about interfaces and bridges. */
public final class LinkRequests {

    /** IPv6 makes no link-local address ({@code IN6_ADDR_GEN_MODE_NONE}). */
    public static final int ADDRESS_MODE_NONE = 1;

    private static final int RTM_NEWLINK = 16;
    private static final int RTM_DELLINK = 17;
    private static final int RTM_GETLINK = 18;
    private static final int RTM_SETLINK = 19;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_MASTER = 10;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int IFLA_INFO_SLAVE_KIND = 4;
    private static final int IFLA_INFO_SLAVE_DATA = 5;
    private static final int IFLA_IFALIAS = 20;
    private static final int IFLA_AF_SPEC = 26;
    private static final int AF_INET6 = 10;
    private static final int IFLA_INET6_ADDR_GEN_MODE = 8;
    private static final int IFLA_NET_NS_FD = 28;
    private static final int VETH_INFO_PEER = 1;
    private static final int IFLA_BRPORT_FLUSH = 24;
    private static final String BRIDGE = "bridge";

    private LinkRequests() {}

    /** {@code ip link show dev name}; empty where there is no such interface. */
    public static Optional<Netdev> find(Conversation kernel, String name) throws NetlinkException {
        var body = header(0, 0, 0).string(IFLA_IFNAME, name);
        return single(kernel, "show " + name, body);
    }

    /** {@code ip link show}, by index. */
    public static Optional<Netdev> find(Conversation kernel, int index) throws NetlinkException {
        return single(kernel, "show interface " + index, header(index, 0, 0));
    }

    /** {@code ip link show}. */
    public static List<Netdev> list(Conversation kernel) throws NetlinkException {
        return read(kernel.dump("list interfaces", Message.request(RTM_GETLINK, Message.DUMP, header(0, 0, 0))));
    }

    /** {@code ip link add name type bridge stp_state 0 mcast_snooping 0}: a bridge that forwards without looking. */
    public static Step createBridge(String name) {
        var body = header(0, 0, 0).string(IFLA_IFNAME, name);
        body.nested(IFLA_LINKINFO, info -> info.string(IFLA_INFO_KIND, BRIDGE).nested(IFLA_INFO_DATA, data -> {
            BridgeSetting.STP.write(data);
            BridgeSetting.SNOOPING.write(data);
        }));
        int flags = Message.CREATE | Message.EXCLUSIVE;
        return new Step("add bridge " + name, Message.request(RTM_NEWLINK, flags, body));
    }

    /** {@code ip link del}. */
    public static Step delete(Netdev device) {
        return new Step("delete " + device.name(), Message.request(RTM_DELLINK, 0, header(device.index(), 0, 0)));
    }

    /** {@code ip link set alias text}; at most 255 bytes. */
    public static Step alias(Netdev device, String text) {
        return set("set alias of ", device, out -> out.string(IFLA_IFALIAS, text));
    }

    /** {@code ip link set master}; index 0 takes the interface out of where it is. */
    public static Step master(Netdev device, int master) {
        return set(
                master == 0 ? "take out of its bridge " : "put into a bridge ",
                device,
                out -> out.u32(IFLA_MASTER, master));
    }

    /**
     * {@code ip link set type bridge_slave learning off group_fwd_mask 0xfffd …}: a port that forwards all it can, and
     * has forgotten what it learned. Like {@code ip} this asks for RTM_NEWLINK: RTM_SETLINK says yes and passes over
     * what is about the bridge.
     */
    public static Step transparent(Netdev port) {
        return ofPort("make transparent ", port, data -> {
            BridgeSetting.ofPorts().forEach(setting -> setting.write(data));
            data.flag(IFLA_BRPORT_FLUSH);
        });
    }

    /** {@code ip link set type bridge …} or {@code bridge_slave …}: one setting as it should be. */
    public static Step settle(Netdev device, BridgeSetting setting) {
        String operation = "set " + setting.word() + " of ";
        if (setting.isOfPort()) {
            return ofPort(operation, device, setting::write);
        }
        var body = header(device.index(), 0, 0);
        body.nested(IFLA_LINKINFO, info -> info.string(IFLA_INFO_KIND, BRIDGE).nested(IFLA_INFO_DATA, setting::write));
        return new Step(operation + device.name(), Message.request(RTM_NEWLINK, 0, body));
    }

    /** What is set of a port of a bridge ({@code IFLA_INFO_SLAVE_DATA}); empty for what is none. */
    static Optional<AttributeReader> portOfBridge(Conversation kernel, int index) throws NetlinkException {
        for (var answer : answers(kernel, "show interface " + index, header(index, 0, 0))) {
            var body = answer.body();
            if (answer.type() == RTM_NEWLINK && body.remaining() >= Netdev.IFINFO_BYTES) {
                var info = AttributeReader.of(body.slice(Netdev.IFINFO_BYTES, body.remaining() - Netdev.IFINFO_BYTES))
                        .nested(IFLA_LINKINFO);
                var kind = info.find(IFLA_INFO_SLAVE_KIND);
                if (kind.isPresent() && BRIDGE.equals(kind.get().string())) {
                    return Optional.of(info.nested(IFLA_INFO_SLAVE_DATA));
                }
            }
        }
        return Optional.empty();
    }

    static Step ofPort(String operation, Netdev port, Consumer<AttributeWriter> settings) {
        var body = header(port.index(), 0, 0);
        body.nested(IFLA_LINKINFO, info -> info.string(IFLA_INFO_SLAVE_KIND, BRIDGE)
                .nested(IFLA_INFO_SLAVE_DATA, settings));
        return new Step(operation + port.name(), Message.request(RTM_NEWLINK, 0, body));
    }

    /** {@code ip link set addrgenmode}. */
    public static Step addressMode(Netdev device, int mode) {
        return set(
                "set addrgenmode of ",
                device,
                out -> out.nested(
                        IFLA_AF_SPEC,
                        spec -> spec.nested(AF_INET6, inet6 -> inet6.u8(IFLA_INET6_ADDR_GEN_MODE, mode))));
    }

    /** {@code ip link set up}, {@code arp off} and the like: the flags of a mask become these. */
    public static Step flags(Netdev device, int flags, int mask) {
        var body = header(device.index(), flags, mask);
        return new Step("set flags of " + device.name(), Message.request(RTM_SETLINK, 0, body));
    }

    private static Step set(String operation, Netdev device, Consumer<AttributeWriter> attributes) {
        var body = header(device.index(), 0, 0);
        attributes.accept(body);
        return new Step(operation + device.name(), Message.request(RTM_SETLINK, 0, body));
    }

    /** {@code ip -d link show}, by index: with what decides which frames pass. */
    public static Optional<BridgeView> view(Conversation kernel, int index) throws NetlinkException {
        for (var answer : answers(kernel, "show interface " + index, header(index, 0, 0))) {
            if (answer.type() == RTM_NEWLINK) {
                return Optional.of(BridgeView.read(answer));
            }
        }
        return Optional.empty();
    }

    /** {@code ip -d link show dev name}: with what it is connected to. */
    public static Optional<Wiring> wiring(Conversation kernel, String name) throws NetlinkException {
        return wiring(answers(kernel, "show " + name, header(0, 0, 0).string(IFLA_IFNAME, name)));
    }

    /** {@code ip -d link show}, by index: with what it is connected to. */
    public static Optional<Wiring> wiring(Conversation kernel, int index) throws NetlinkException {
        return wiring(answers(kernel, "show interface " + index, header(index, 0, 0)));
    }

    private static Optional<Wiring> wiring(List<Message> answers) throws NetlinkException {
        for (var answer : answers) {
            if (answer.type() == RTM_NEWLINK) {
                return Optional.of(Wiring.read(answer));
            }
        }
        return Optional.empty();
    }

    /**
     * {@code ip link add name mtu … type veth peer name … netns …}: two interfaces that the kernel joins, one here and
     * one of the same name in another namespace. Both are off.
     */
    public static Step createVeth(String name, int mtu, HeldNamespace other) {
        var body = header(0, 0, 0).string(IFLA_IFNAME, name).u32(IFLA_MTU, mtu);
        body.nested(IFLA_LINKINFO, info -> info.string(IFLA_INFO_KIND, "veth")
                .nested(
                        IFLA_INFO_DATA,
                        data -> data.nested(
                                VETH_INFO_PEER, peer -> peer.struct(Netdev.IFINFO_BYTES, bytes -> bytes.putLong(0)
                                                .putLong(0))
                                        .string(IFLA_IFNAME, name)
                                        .u32(IFLA_MTU, mtu)
                                        .u32(IFLA_NET_NS_FD, other.descriptor()))));
        int flags = Message.CREATE | Message.EXCLUSIVE;
        return new Step("add veth " + name, Message.request(RTM_NEWLINK, flags, body));
    }

    private static Optional<Netdev> single(Conversation kernel, String operation, AttributeWriter body)
            throws NetlinkException {
        return read(answers(kernel, operation, body)).stream().findFirst();
    }

    /** The answers to a question about one interface; none where it is not there. */
    private static List<Message> answers(Conversation kernel, String operation, AttributeWriter body)
            throws NetlinkException {
        var question = new Step(operation, Message.request(RTM_GETLINK, 0, body));
        var answered = kernel.gather(List.of(question)).get(0);
        if (answered.refusal()
                .filter(refusal -> refusal.refusedWith(Errno.ENODEV))
                .isPresent()) {
            return List.of();
        }
        return answered.messagesOrThrow();
    }

    private static List<Netdev> read(List<Message> answers) throws NetlinkException {
        var devices = new ArrayList<Netdev>();
        for (var answer : answers) {
            if (answer.type() == RTM_NEWLINK) {
                devices.add(Netdev.read(answer));
            }
        }
        return devices;
    }

    /** struct ifinfomsg { u8 family; u8 pad; u16 type; s32 index; u32 flags; u32 change; }. */
    private static AttributeWriter header(int index, int flags, int mask) {
        return new AttributeWriter()
                .struct(
                        Netdev.IFINFO_BYTES,
                        bytes -> bytes.putInt(0).putInt(index).putInt(flags).putInt(mask));
    }
}
