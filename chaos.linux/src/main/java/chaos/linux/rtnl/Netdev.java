package chaos.linux.rtnl;

import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import java.util.Optional;

/**
 * A network interface as the kernel shows it.
 *
 * @param index its number
 * @param name its name
 * @param flags {@link #UP} and others ({@code include/uapi/linux/if.h})
 * @param mtu bytes of layer-3 payload a frame may carry
 * @param master index of the bridge or bond that it belongs to; 0 for none
 * @param addressMode how IPv6 makes its link-local address ({@code IN6_ADDR_GEN_MODE_…}); absent without IPv6
 * @param identity what it is
 * @param sent what left by it
 */
public record Netdev(
        int index,
        String name,
        int flags,
        int mtu,
        int master,
        Optional<Integer> addressMode,
        Identity identity,
        Sent sent) {

    /** It is switched on. */
    public static final int UP = 0x1;

    /** It does not speak ARP. */
    public static final int NOARP = 0x80;

    /** It has a link partner. */
    public static final int LOWER_UP = 0x1_0000;

    static final int IFINFO_BYTES = 16;

    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_MASTER = 10;
    private static final int IFLA_AF_SPEC = 26;
    private static final int AF_INET6 = 10;
    private static final int IFLA_INET6_ADDR_GEN_MODE = 8;

    static Netdev read(Message message) throws NetlinkException {
        var body = message.body();
        if (body.remaining() < IFINFO_BYTES) {
            throw NetlinkException.malformed("ifinfomsg of " + body.remaining() + " bytes");
        }
        var attributes = AttributeReader.of(body.slice(IFINFO_BYTES, body.remaining() - IFINFO_BYTES));
        return new Netdev(
                index(body.getInt(4)),
                attributes.require(IFLA_IFNAME).string(),
                body.getInt(8),
                (int) attributes.u32(IFLA_MTU, 0),
                master(attributes.u32(IFLA_MASTER, 0)),
                addressMode(attributes),
                Identity.read(attributes),
                Sent.read(attributes));
    }

    /** The kernel counts interfaces from 1 ({@code dev_new_index}). */
    private static int index(int number) throws NetlinkException {
        if (number < 1) {
            throw NetlinkException.malformed("interface index " + number);
        }
        return number;
    }

    private static int master(long number) throws NetlinkException {
        return number == 0 ? 0 : index((int) number);
    }

    private static Optional<Integer> addressMode(AttributeReader attributes) throws NetlinkException {
        var mode = attributes.nested(IFLA_AF_SPEC).nested(AF_INET6).find(IFLA_INET6_ADDR_GEN_MODE);
        return mode.isPresent() ? Optional.of(mode.get().u8()) : Optional.empty();
    }

    /** Whether all these flags are set. */
    public boolean has(int flag) {
        return (flags & flag) == flag;
    }

    /**
     * What an interface is.
     *
     * @param kind {@code bridge}, {@code veth} and so on; empty for hardware
     * @param alias the text that somebody gave it
     * @param bus the bus it sits on, {@code pci} for one
     * @param device its address on that bus
     */
    public record Identity(
            Optional<String> kind, Optional<String> alias, Optional<String> bus, Optional<String> device) {

        private static final int IFLA_LINKINFO = 18;
        private static final int IFLA_INFO_KIND = 1;
        private static final int IFLA_IFALIAS = 20;
        private static final int IFLA_PARENT_DEV_NAME = 56;
        private static final int IFLA_PARENT_DEV_BUS_NAME = 57;

        private static Identity read(AttributeReader attributes) throws NetlinkException {
            return new Identity(
                    text(attributes.nested(IFLA_LINKINFO), IFLA_INFO_KIND),
                    text(attributes, IFLA_IFALIAS),
                    text(attributes, IFLA_PARENT_DEV_BUS_NAME),
                    text(attributes, IFLA_PARENT_DEV_NAME));
        }

        private static Optional<String> text(AttributeReader attributes, int type) {
            return attributes.find(type).map(attribute -> attribute.string());
        }

        /** Its PCI address, where it sits on a PCI bus and the kernel says so (5.14 and later). */
        public Optional<String> pciAddress() {
            return bus.filter("pci"::equals).flatMap(pci -> device);
        }
    }

    /**
     * What left by an interface ({@code struct rtnl_link_stats64}).
     *
     * @param bytes layer-2 bytes
     * @param packets packets
     */
    public record Sent(long bytes, long packets) {

        private static final int IFLA_STATS64 = 23;
        private static final int TX_PACKETS = 8;
        private static final int TX_BYTES = 24;
        private static final int READ_BYTES = 32;

        private static Sent read(AttributeReader attributes) throws NetlinkException {
            var stats = attributes.find(IFLA_STATS64);
            if (stats.isEmpty()) {
                return new Sent(0, 0);
            }
            var counters = stats.get().at(READ_BYTES);
            return new Sent(counters.getLong(TX_BYTES), counters.getLong(TX_PACKETS));
        }
    }
}
