package chaos.dataplane.packet;

import java.nio.ByteBuffer;

/**
 * A super-packet on its way to being cut into the frames that a network card would have made of it ({@code
 * tcp_gso_segment}, {@code __udp_gso_segment}, {@code inet_gso_segment} of net/ipv4, in tunnels {@code
 * skb_udp_tunnel_segment} and {@code gre_gso_segment}): headers in front of each part of the payload, with lengths,
 * identification, sequence number, flags and checksums of its own. One object for all of them: {@link #open} fills it.
 */
final class SuperFrame {

    private static final int IP4_LENGTH = 2;
    private static final int IP4_ID = 4;
    private static final int IP4_CHECKSUM = 10;
    private static final int IP4_ADDRESSES = 12;
    private static final int IP4_ADDRESSES_BYTES = 8;
    private static final int IP6_HEADER = 40;
    private static final int IP6_LENGTH = 4;
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
    private static final int GRE_CHECKSUM = 4;

    private final ByteBuffer bytes;
    private final Layers layers = new Layers();
    private int frame;
    private int transport;
    private int headers;
    private int size;
    private int step;
    private boolean tcp;
    private int count;

    /** Super-packets in this memory, which is in network order. */
    SuperFrame(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * Begins with a super-packet. One of more than 64 KiB loses the header of IPv6 that says so.
     *
     * @param start where its frame starts
     * @param length its bytes
     * @param offload what the kernel says of it, counted from that start
     * @return whether it is one that can be cut
     */
    boolean open(int start, int length, OffloadHeader offload) {
        int jumbo = Jumbo.remove(bytes, start, length);
        frame = start + jumbo;
        size = length - jumbo;
        transport = offload.checksumStart() - jumbo;
        step = offload.segmentBytes();
        tcp = offload.kind() == OffloadHeader.Kind.TCP;
        int least = tcp ? TCP_HEADER : UDP_HEADER;
        if (offload.kind() == OffloadHeader.Kind.UNKNOWN || step == 0 || transport + least > size) {
            return false;
        }
        if (!layers.find(bytes, frame, size, transport) || layers.protocol() != (tcp ? TCP : UDP)) {
            return false;
        }
        headers = transport + (tcp ? (bytes.get(frame + transport + TCP_OFFSET) & 0xF0) >>> 2 : UDP_HEADER);
        count = (size - headers + step - 1) / step;
        return headers >= transport + least && headers < size;
    }

    /** Of how many frames it is. */
    int count() {
        return count;
    }

    /** The bytes of one of them. */
    int size(int number) {
        return headers + Math.min(step, size - headers - number * step);
    }

    /** Writes one of them. */
    void write(int number, int to) {
        int whole = size(number);
        bytes.put(to, bytes, frame, headers);
        bytes.put(to + headers, bytes, frame + headers + number * step, whole - headers);
        int innermost = layers.count() - 1;
        long pseudo = pseudo(innermost, to, tcp ? TCP : UDP, whole - transport);
        if (tcp) {
            writeTcp(number, to + transport, pseudo, whole - transport);
        } else {
            writeDatagram(to + transport, pseudo, whole - transport);
        }
        // From the inside out: a checksum of a tunnel's covers what is inside, with its checksums.
        for (int i = innermost; i >= 0; i--) {
            writeLayer(i, number, to, whole);
        }
    }

    /** The sum of what a checksum covers of the IP header in front, or of the last one before that. */
    private long pseudo(int before, int to, int protocol, int length) {
        int ip = before;
        while (layers.kind(ip) != Layers.Kind.IP4 && layers.kind(ip) != Layers.Kind.IP6) {
            ip--; // the first layer is always one of IP
        }
        int at = to + layers.place(ip);
        long addresses = layers.kind(ip) == Layers.Kind.IP4
                ? Checksum.add(0, bytes, at + IP4_ADDRESSES, IP4_ADDRESSES_BYTES)
                : Checksum.add(0, bytes, at + IP6_ADDRESSES, IP6_ADDRESSES_BYTES);
        return addresses + protocol + length;
    }

    private void writeLayer(int layer, int number, int to, int whole) {
        int at = to + layers.place(layer);
        int length = whole - layers.place(layer);
        switch (layers.kind(layer)) {
            case IP4 -> writeIp4(at, number, length);
            case IP6 -> bytes.putShort(at + IP6_LENGTH, (short) (length - IP6_HEADER));
            case UDP -> writeTunnel(at, pseudo(layer, to, UDP, length), length);
            case GRE -> {
                bytes.putShort(at + GRE_CHECKSUM, (short) 0);
                bytes.putShort(at + GRE_CHECKSUM, Checksum.finish(Checksum.add(0, bytes, at, length)));
            }
        }
    }

    private void writeIp4(int at, int number, int length) {
        bytes.putShort(at + IP4_LENGTH, (short) length);
        bytes.putShort(at + IP4_ID, (short) (bytes.getShort(at + IP4_ID) + number));
        bytes.putShort(at + IP4_CHECKSUM, (short) 0);
        int header = (bytes.get(at) & 0xF) * Integer.BYTES;
        bytes.putShort(at + IP4_CHECKSUM, Checksum.finish(Checksum.add(0, bytes, at, header)));
    }

    /** A tunnel may do without a checksum (RFC 6935); then there is 0. */
    private void writeTunnel(int at, long pseudo, int length) {
        if (bytes.getShort(at + UDP_CHECKSUM) == 0) {
            bytes.putShort(at + UDP_LENGTH, (short) length);
        } else {
            writeDatagram(at, pseudo, length);
        }
    }

    /** FIN and PSH are said by the last one, CWR (RFC 3168) by the first. */
    private void writeTcp(int number, int at, long pseudo, int length) {
        int flags = bytes.get(at + TCP_FLAGS);
        if (number > 0) {
            flags &= ~CWR;
        }
        if (number < count - 1) {
            flags &= ~FIN_PSH;
        }
        bytes.put(at + TCP_FLAGS, (byte) flags);
        bytes.putInt(at + TCP_SEQUENCE, bytes.getInt(at + TCP_SEQUENCE) + number * step);
        bytes.putShort(at + TCP_CHECKSUM, (short) 0);
        bytes.putShort(at + TCP_CHECKSUM, Checksum.finish(Checksum.add(pseudo, bytes, at, length)));
    }

    private void writeDatagram(int at, long pseudo, int length) {
        bytes.putShort(at + UDP_LENGTH, (short) length);
        bytes.putShort(at + UDP_CHECKSUM, (short) 0);
        bytes.putShort(at + UDP_CHECKSUM, Checksum.finishNonZero(Checksum.add(pseudo, bytes, at, length)));
    }
}
