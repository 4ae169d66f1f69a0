package chaos.linux.rtnl;

import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.Conversation.Step;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An address of an interface: {@code struct ifaddrmsg { u8 ifa_family; u8 ifa_prefixlen; u8 ifa_flags; u8 ifa_scope;
 * u32 ifa_index; }} and attributes ({@code include/uapi/linux/if_addr.h}).
 *
 * @param index the interface
 * @param family {@link #IPV4} or {@link #IPV6}
 * @param prefix its length in bits
 * @param flags {@code IFA_F_…}
 * @param scope {@code RT_SCOPE_…}
 * @param hex its bytes
 */
public record Address(int index, int family, int prefix, long flags, int scope, String hex) {

    /** {@code AF_INET}. */
    public static final int IPV4 = 2;

    /** {@code AF_INET6}. */
    public static final int IPV6 = 10;

    private static final int RTM_NEWADDR = 20;
    private static final int RTM_GETADDR = 22;
    private static final int BYTES = 8;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_FLAGS = 8;
    private static final int SCOPE_LINK = 253;
    private static final long PERMANENT = 0x80;
    /** NODAD, HOMEADDRESS and NOPREFIXROUTE: what somebody may have asked for beside the address. */
    private static final long ASKED = 0x02 | 0x10 | 0x200;

    /** {@code ip address show}, of all interfaces. */
    public static List<Address> list(Conversation kernel) throws NetlinkException {
        var body = new AttributeWriter().struct(BYTES, bytes -> bytes.putLong(0));
        var addresses = new ArrayList<Address>();
        for (var answer : kernel.dump("list addresses", Message.request(RTM_GETADDR, Message.DUMP, body))) {
            if (answer.type() == RTM_NEWADDR) {
                addresses.add(read(answer.body()));
            }
        }
        return addresses;
    }

    private static Address read(ByteBuffer body) throws NetlinkException {
        if (body.remaining() < BYTES) {
            throw NetlinkException.malformed("ifaddrmsg of " + body.remaining() + " bytes");
        }
        var attributes = AttributeReader.of(body.slice(BYTES, body.remaining() - BYTES));
        var local = attributes.find(IFA_LOCAL);
        var address = local.isPresent() ? local.get() : attributes.require(IFA_ADDRESS);
        var bytes = new byte[address.bytes().remaining()];
        address.bytes().get(bytes);
        return new Address(
                body.getInt(4),
                body.get(0),
                body.get(1) & 0xFF,
                attributes.u32(IFA_FLAGS, body.get(2) & 0xFF),
                body.get(3) & 0xFF,
                HexFormat.of().formatHex(bytes));
    }

    /** {@code ip address add}: the same address, with what was asked for beside it. */
    public Step add() {
        byte[] bytes = HexFormat.of().parseHex(hex);
        var body = new AttributeWriter()
                .struct(BYTES, header -> header.put((byte) family)
                        .put((byte) prefix)
                        .put((byte) 0)
                        .put((byte) scope)
                        .putInt(index))
                .struct(IFA_LOCAL, bytes.length, local -> local.put(bytes))
                .struct(IFA_ADDRESS, bytes.length, address -> address.put(bytes))
                .u32(IFA_FLAGS, flags & ASKED);
        int how = Message.CREATE | Message.EXCLUSIVE;
        return new Step("add address " + this, Message.request(RTM_NEWADDR, how, body));
    }

    /**
     * Whether somebody gave it to the interface, by hand or by a lease: neither the kernel by itself nor, with IPv6, a
     * router for a while.
     */
    public boolean isGiven() {
        return family == IPV4 || ((flags & PERMANENT) != 0 && scope != SCOPE_LINK);
    }

    /** Whether it is of IPv6. */
    public boolean isIpv6() {
        return family == IPV6;
    }

    /** As {@code ip} shows it, for example {@code 10.0.0.1/24}. */
    @Override
    public String toString() {
        try {
            var text = InetAddress.getByAddress(HexFormat.of().parseHex(hex)).getHostAddress();
            return text.replaceFirst("(^|:)(0(:|$)){2,}", "::") + "/" + prefix;
        } catch (UnknownHostException e) {
            return hex + "/" + prefix; // of a length that no address has
        }
    }
}
