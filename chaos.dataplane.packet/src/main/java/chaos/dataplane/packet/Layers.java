package chaos.dataplane.packet;

import java.nio.ByteBuffer;

/**
 * The headers of a frame between its addresses and its transport that have a length, a number or a checksum of their
 * own: IP, and in a tunnel IP in IP (RFC 2003, RFC 4213), GRE (RFC 2784, also with an Ethernet frame inside), VXLAN
 * (RFC 7348), Geneve (RFC 8926) and MPLS between them. They are followed from the outermost to the place where the
 * kernel says that the transport is; what does not lead there is not understood. One object for all: {@link #find}
 * fills it.
 */
final class Layers {

    /** What a header is. */
    enum Kind {
        IP4,
        IP6,
        /** The datagram that a tunnel is in. */
        UDP,
        /** GRE with a checksum. */
        GRE
    }

    private static final int MOST = 8;
    private static final int IP4_TYPE = 0x0800;
    private static final int IP6_TYPE = 0x86DD;
    private static final int MPLS_TYPE = 0x8847;
    private static final int MPLS_MULTICAST_TYPE = 0x8848;
    private static final int ETHERNET_TYPE = 0x6558;
    private static final int IP4_HEADER = 20;
    private static final int IP4_PROTOCOL = 9;
    private static final int IP6_HEADER = 40;
    private static final int IP6_NEXT = 6;
    private static final int HOP_BY_HOP = 0;
    private static final int IP4_IN_IP = 4;
    private static final int UDP_PROTOCOL = 17;
    private static final int IP6_IN_IP = 41;
    private static final int ROUTING = 43;
    private static final int GRE_PROTOCOL = 47;
    private static final int DESTINATION = 60;
    private static final int MPLS_IN_IP = 137;
    private static final int UDP_HEADER = 8;
    private static final int VXLAN_HEADER = 8;
    private static final int GENEVE_HEADER = 8;
    private static final int GENEVE_OPTIONS = 0x3F;
    private static final int GRE_HEADER = 4;
    private static final int GRE_CHECKSUM = 0x8000;
    private static final int GRE_KEY = 0x2000;
    private static final int GRE_KNOWN = GRE_CHECKSUM | GRE_KEY;
    private static final int LABEL = 4;
    private static final int BOTTOM = 0x100;

    private final Kind[] kinds = new Kind[MOST];
    private final int[] places = new int[MOST];
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private int frame;
    private int length;
    private int transport;
    private int count;
    private int protocol;

    /**
     * Follows the headers.
     *
     * @param frame where the frame starts
     * @param length its bytes
     * @param transport where its transport starts, counted from there
     * @return whether they lead there
     */
    boolean find(ByteBuffer bytes, int frame, int length, int transport) {
        this.bytes = bytes;
        this.frame = frame;
        this.length = length;
        this.transport = transport;
        count = 0;
        return transport < length && ethernet(0);
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** What one of them is, the outermost first. */
    Kind kind(int number) {
        return kinds[number];
    }

    /** Where it starts, counted from the start of the frame. */
    int place(int number) {
        return places[number];
    }

    /** The transport's number ({@code IPPROTO_…}). */
    int protocol() {
        return protocol;
    }

    private boolean hasRoom(int at, int size) {
        return count < MOST && at + size <= transport;
    }

    private void add(Kind kind, int at) {
        kinds[count] = kind;
        places[count] = at;
        count++;
    }

    private int number16(int at) {
        return bytes.getShort(frame + at) & 0xFFFF;
    }

    private int number8(int at) {
        return bytes.get(frame + at) & 0xFF;
    }

    private boolean ethernet(int at) {
        int type = at + Tags.typeOffset(bytes, frame + at, length - at);
        return hasRoom(type, Short.BYTES) && typed(number16(type), type + Short.BYTES);
    }

    private boolean typed(int type, int at) {
        return switch (type) {
            case IP4_TYPE -> ip4(at);
            case IP6_TYPE -> ip6(at);
            case ETHERNET_TYPE -> ethernet(at);
            case MPLS_TYPE, MPLS_MULTICAST_TYPE -> mpls(at);
            default -> false;
        };
    }

    private boolean ip4(int at) {
        if (!hasRoom(at, IP4_HEADER) || number8(at) >>> 4 != 4) {
            return false;
        }
        add(Kind.IP4, at);
        int header = (number8(at) & 0xF) * Integer.BYTES;
        return header >= IP4_HEADER && behindIp(number8(at + IP4_PROTOCOL), at + header);
    }

    private boolean ip6(int at) {
        if (!hasRoom(at, IP6_HEADER) || number8(at) >>> 4 != 6) {
            return false;
        }
        add(Kind.IP6, at);
        int next = number8(at + IP6_NEXT);
        int place = at + IP6_HEADER;
        while (hasRoom(place, Long.BYTES) && (next == HOP_BY_HOP || next == ROUTING || next == DESTINATION)) {
            next = number8(place);
            place += (number8(place + 1) + 1) * Long.BYTES;
        }
        return behindIp(next, place);
    }

    private boolean behindIp(int next, int at) {
        if (at == transport) {
            protocol = next;
            return true;
        }
        return switch (next) {
            case IP4_IN_IP -> ip4(at);
            case IP6_IN_IP -> ip6(at);
            case MPLS_IN_IP -> mpls(at);
            case GRE_PROTOCOL -> gre(at);
            case UDP_PROTOCOL -> udp(at);
            default -> false;
        };
    }

    private boolean mpls(int at) {
        int place = at;
        while (hasRoom(place, LABEL + 1) && (bytes.getInt(frame + place) & BOTTOM) == 0) {
            place += LABEL;
        }
        return hasRoom(place, LABEL + 1) && ip(place + LABEL);
    }

    private boolean ip(int at) {
        return number8(at) >>> 4 == 4 ? ip4(at) : ip6(at);
    }

    /** With sequence numbers each part would need one of its own; the kernel makes no super-packets then. */
    private boolean gre(int at) {
        if (!hasRoom(at, GRE_HEADER)) {
            return false;
        }
        int flags = number16(at);
        int header = GRE_HEADER;
        if ((flags & ~GRE_KNOWN) != 0) {
            return false;
        }
        if ((flags & GRE_CHECKSUM) != 0) {
            add(Kind.GRE, at);
            header += Integer.BYTES;
        }
        header += (flags & GRE_KEY) == 0 ? 0 : Integer.BYTES;
        return typed(number16(at + Short.BYTES), at + header);
    }

    /** Which tunnel it is depends on what both ends agreed on; it is the one that leads to the transport. */
    private boolean udp(int at) {
        if (!hasRoom(at, UDP_HEADER + VXLAN_HEADER)) {
            return false;
        }
        add(Kind.UDP, at);
        int inside = at + UDP_HEADER;
        int before = count;
        if (ethernet(inside + VXLAN_HEADER)) {
            return true;
        }
        count = before;
        int options = (number8(inside) & GENEVE_OPTIONS) * Integer.BYTES;
        if (typed(number16(inside + Short.BYTES), inside + GENEVE_HEADER + options)) {
            return true;
        }
        count = before;
        return ip(inside); // IP in UDP (FOU)
    }
}
