package chaos.dataplane.packet;

import java.nio.ByteBuffer;

/**
 * A super-packet on its way to being cut into the frames that a network card would have made of it ({@code
 * tcp_gso_segment}, {@code __udp_gso_segment}, {@code inet_gso_segment} of net/ipv4): headers in front of each part of
 * the payload, with lengths, identification, sequence number, flags and checksums of its own. One object for all of
 * them: {@link #open} fills it.
 */
final class SuperFrame {

    private static final int ETHER_TYPE = 2;
    private static final int IP4 = 4;
    private static final int IP6 = 6;
    private static final int IP4_HEADER = 20;
    private static final int IP4_LENGTH = 2;
    private static final int IP4_ID = 4;
    private static final int IP4_CHECKSUM = 10;
    private static final int IP4_PROTOCOL = 9;
    private static final int IP4_ADDRESSES = 12;
    private static final int IP4_ADDRESSES_BYTES = 8;
    private static final int IP6_HEADER = 40;
    private static final int IP6_LENGTH = 4;
    private static final int IP6_NEXT = 6;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int DESTINATION = 60;
    private static final int IP6_ADDRESSES = 8;
    private static final int IP6_ADDRESSES_BYTES = 32;
    private static final int TCP = 6;
    private static final int TCP_HEADER = 20;
    private static final int TCP_SEQUENCE = 4;
    private static final int TCP_OFFSET = 12;
    private static final int TCP_FLAGS = 13;
    private static final int TCP_CHECKSUM = 16;
    private static final int FIN_PSH = 0x09;
    private static final int CWR = 0x80;
    private static final int UDP = 17;
    private static final int UDP_HEADER = 8;
    private static final int UDP_LENGTH = 4;
    private static final int UDP_CHECKSUM = 6;

    private final ByteBuffer bytes;
    private int frame;
    private int network;
    private int transport;
    private int headers;
    private int size;
    private int step;
    private boolean tcp;
    private boolean ip4;
    private long addresses;

    /** Super-packets in this memory, which is in network order. */
    SuperFrame(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * Begins with a super-packet.
     *
     * @param start where its frame starts
     * @param length its bytes
     * @param offload what the kernel says of it, counted from that start
     * @return whether it is one that can be cut
     */
    boolean open(int start, int length, OffloadHeader offload) {
        frame = start;
        size = length;
        network = Tags.typeOffset(bytes, start, length) + ETHER_TYPE;
        transport = offload.checksumStart();
        step = offload.segmentBytes();
        tcp = offload.kind() == OffloadHeader.Kind.TCP;
        if (offload.kind() == OffloadHeader.Kind.UNKNOWN) {
            return false;
        }
        int least = tcp ? TCP_HEADER : UDP_HEADER;
        if (step == 0 || network + IP4_HEADER > transport || transport + least > length || !readNetwork()) {
            return false;
        }
        headers = transport + (tcp ? (bytes.get(frame + transport + TCP_OFFSET) & 0xF0) >>> 2 : UDP_HEADER);
        return headers >= transport + least && headers < size;
    }

    private boolean readNetwork() {
        int version = (bytes.get(frame + network) & 0xF0) >>> 4;
        ip4 = version == IP4;
        if (!ip4 && (version != IP6 || network + IP6_HEADER > transport)) {
            return false;
        }
        addresses = ip4
                ? Checksum.add(0, bytes, frame + network + IP4_ADDRESSES, IP4_ADDRESSES_BYTES)
                : Checksum.add(0, bytes, frame + network + IP6_ADDRESSES, IP6_ADDRESSES_BYTES);
        return ip4 ? isBehindIp4() : isBehindIp6();
    }

    /**
     * Whether the first IP header is the one that the transport belongs to. In a tunnel there is another between them,
     * whose lengths and addresses would have to follow too: such a packet is refused and not spoiled.
     */
    private boolean isBehindIp4() {
        int header = (bytes.get(frame + network) & 0xF) * Integer.BYTES;
        return network + header == transport && isTransport(bytes.get(frame + network + IP4_PROTOCOL));
    }

    private boolean isBehindIp6() {
        int at = network + IP6_HEADER;
        int next = bytes.get(frame + network + IP6_NEXT) & 0xFF;
        while (at < transport && (next == HOP_BY_HOP || next == ROUTING || next == DESTINATION)) {
            next = bytes.get(frame + at) & 0xFF;
            at += ((bytes.get(frame + at + 1) & 0xFF) + 1) * Long.BYTES;
        }
        return at == transport && isTransport((byte) next);
    }

    private boolean isTransport(byte protocol) {
        return protocol == (tcp ? TCP : UDP);
    }

    /** Of how many frames it is. */
    int count() {
        return (size - headers + step - 1) / step;
    }

    /** The bytes of one of them. */
    int size(int number) {
        return headers + payload(number);
    }

    private int payload(int number) {
        return Math.min(step, size - headers - number * step);
    }

    /** Writes one of them. */
    void write(int number, int to) {
        int payload = payload(number);
        bytes.put(to, bytes, frame, headers);
        bytes.put(to + headers, bytes, frame + headers + number * step, payload);
        writeNetwork(number, to + network, headers - network + payload);
        long sum = addresses + (tcp ? TCP : UDP) + headers - transport + payload;
        if (tcp) {
            writeTcp(number, to + transport, sum);
        } else {
            writeUdp(to + transport, sum, payload);
        }
    }

    private void writeNetwork(int number, int at, int length) {
        if (!ip4) {
            bytes.putShort(at + IP6_LENGTH, (short) (length - IP6_HEADER));
            return;
        }
        bytes.putShort(at + IP4_LENGTH, (short) length);
        bytes.putShort(at + IP4_ID, (short) (bytes.getShort(at + IP4_ID) + number));
        bytes.putShort(at + IP4_CHECKSUM, (short) 0);
        int header = (bytes.get(at) & 0xF) * Integer.BYTES;
        bytes.putShort(at + IP4_CHECKSUM, Checksum.finish(Checksum.add(0, bytes, at, header)));
    }

    /** FIN and PSH are said by the last one, CWR (RFC 3168) by the first. */
    private void writeTcp(int number, int at, long pseudo) {
        int payload = payload(number);
        int flags = bytes.get(at + TCP_FLAGS);
        if (number > 0) {
            flags &= ~CWR;
        }
        if (number < count() - 1) {
            flags &= ~FIN_PSH;
        }
        bytes.put(at + TCP_FLAGS, (byte) flags);
        bytes.putInt(at + TCP_SEQUENCE, bytes.getInt(at + TCP_SEQUENCE) + number * step);
        bytes.putShort(at + TCP_CHECKSUM, (short) 0);
        long sum = Checksum.add(pseudo, bytes, at, headers - transport + payload);
        bytes.putShort(at + TCP_CHECKSUM, Checksum.finish(sum));
    }

    private void writeUdp(int at, long pseudo, int payload) {
        bytes.putShort(at + UDP_LENGTH, (short) (UDP_HEADER + payload));
        bytes.putShort(at + UDP_CHECKSUM, (short) 0);
        long sum = Checksum.add(pseudo, bytes, at, UDP_HEADER + payload);
        bytes.putShort(at + UDP_CHECKSUM, Checksum.finishNonZero(sum));
    }

    /**
     * Completes the checksum of one frame, as {@code skb_checksum_help} does: what stands there is the sum of the
     * pseudo header.
     *
     * @return whether there is one to complete
     */
    static boolean complete(ByteBuffer bytes, int start, int length, OffloadHeader offload) {
        int from = offload.checksumStart();
        int at = from + offload.checksumOffset();
        if (from >= length || at + Short.BYTES > length) {
            return false;
        }
        long sum = Checksum.add(0, bytes, start + from, length - from);
        bytes.putShort(start + at, Checksum.finishNonZero(sum));
        return true;
    }
}
