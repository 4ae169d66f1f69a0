package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.linux.FrameReceiver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers in front of the transport that not every kernel has an interface for, and those that are not followed. */
class TunnelTest {

    private static final int START = 64;
    private static final String ETHERNET = "020000000002020000000001";
    private static final String IP4 = "4500FFFF00000000400000000A0000010A000002";
    private static final String IP6 =
            "60000000FFFF0040" + "20010db8000000000000000000000001" + "20010db8000000000000000000000002";
    private static final String TCP = "C3501389000000010000000250180200000000000000".substring(0, 40);

    private static String ip4(int protocol) {
        return IP4.substring(0, 18) + HexFormat.of().toHexDigits((byte) protocol) + IP4.substring(20);
    }

    private static String ip6(int next) {
        return IP6.substring(0, 12) + HexFormat.of().toHexDigits((byte) next) + IP6.substring(14);
    }

    /** A frame with these headers and 2500 bytes behind them, of which 1000 go into a frame. */
    private static ByteBuffer memory(String headers, int transport, int segment) {
        byte[] start = HexFormat.of().parseHex(headers);
        byte[] payload = new byte[2500];
        new Random(1).nextBytes(payload);
        var bytes = ByteBuffer.allocateDirect(16_384);
        bytes.put(START, start).put(START + start.length, payload);
        var offload = bytes.slice(START - FrameReceiver.HEADER_BYTES, FrameReceiver.HEADER_BYTES)
                .order(ByteOrder.nativeOrder());
        offload.put(0, (byte) 1).put(1, (byte) 1).putShort(4, (short) segment);
        offload.putShort(6, (short) transport).putShort(8, (short) 16);
        return bytes;
    }

    private static boolean opens(SuperFrame frame, ByteBuffer bytes, String headers) {
        var offload = new OffloadHeader();
        offload.read(bytes, START);
        return frame.open(START, headers.length() / 2 + 2500, offload);
    }

    /** In front of the innermost IP header: name, hexadecimal, where checksums cover all behind them. */
    static Stream<Arguments> tunnels() {
        return Stream.of(
                arguments("IP in IP", "0800" + ip4(4) + ip4(6)),
                arguments("IPv6 in IPv4", "0800" + ip4(41) + ip6(6)),
                arguments("IPv4 in IPv6", "86DD" + ip6(4) + ip4(6)),
                arguments("GRE", "0800" + ip4(47) + "00000800" + ip4(6)),
                arguments(
                        "GRE with checksum and key", "0800" + ip4(47) + "A00086DD" + "00000000" + "00000005" + ip6(6)),
                arguments(
                        "Ethernet in GRE with a tag",
                        "0800" + ip4(47) + "00006558" + ETHERNET + "810000070800" + ip4(6)),
                arguments("MPLS", "8847" + "00001000" + "00002100" + ip4(6)),
                arguments("MPLS in IP", "0800" + ip4(137) + "00002100" + ip6(6)),
                arguments("IP in UDP", "0800" + ip4(17) + "1000200000000000" + ip4(6)),
                arguments(
                        "Geneve with options",
                        "0800" + ip4(17) + "100017C100000001" + "0200655800000700" + "0102800100000000" + ETHERNET
                                + "0800" + ip4(6)),
                arguments(
                        "VXLAN in VXLAN",
                        "0800" + ip4(17) + "100012B500000001" + "0800000000000700" + ETHERNET + "86DD" + ip6(17)
                                + "100012B500000000" + "0800000000000800" + ETHERNET + "0800" + ip4(6)));
    }

    /** Every header says how long its frame is, and every checksum holds that was there. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("tunnels")
    void tunnel_isFollowedAndEachFrameIsRight(String name, String inner) {
        String headers = ETHERNET + inner + TCP;
        int transport = (headers.length() - TCP.length()) / 2;
        var bytes = memory(headers, transport, 1000);
        var frame = new SuperFrame(bytes);
        assertTrue(opens(frame, bytes, headers));
        assertEquals(3, frame.count());
        for (int i = 0; i < 3; i++) {
            int size = frame.size(i);
            assertEquals(headers.length() / 2 + (i < 2 ? 1000 : 500), size);
            frame.write(i, 8192);
            byte[] written = new byte[size];
            bytes.get(8192, written);
            new Textbook(written, i).check(14, Textbook.number(written, 12), transport);
        }
    }

    /** The length of the innermost packet is as it must be, and its checksums hold; so of each around it. */
    private static final class Textbook {

        private final byte[] frame;
        private final int number;

        Textbook(byte[] frame, int number) {
            this.frame = frame;
            this.number = number;
        }

        static int number(byte[] bytes, int at) {
            return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
        }

        private static int sum(int before, byte[] bytes, int from, int length) {
            int sum = before;
            for (int i = 0; i < length; i += 2) {
                int low = i + 1 < length ? bytes[from + i + 1] & 0xFF : 0;
                sum += ((bytes[from + i] & 0xFF) << 8) + low;
                sum = (sum & 0xFFFF) + (sum >>> 16);
            }
            return sum;
        }

        private void check(int at, int type, int transport) {
            switch (type) {
                case 0x8100 -> check(at + 4, number(frame, at + 2), transport);
                case 0x6558 -> check(at + 14, number(frame, at + 12), transport);
                case 0x8847 -> checkLabels(at, transport);
                case 0x0800 -> {
                    assertEquals(frame.length - at, number(frame, at + 2), "total length");
                    assertEquals(number, number(frame, at + 4), "identification");
                    assertEquals(0xFFFF, sum(0, frame, at, 20), "checksum of IPv4");
                    checkBehind(frame[at + 9] & 0xFF, at + 20, sum(0, frame, at + 12, 8), transport);
                }
                default -> {
                    assertEquals(0x86DD, type);
                    assertEquals(frame.length - at - 40, number(frame, at + 4), "payload length");
                    checkBehind(frame[at + 6], at + 40, sum(0, frame, at + 8, 32), transport);
                }
            }
        }

        private void checkLabels(int at, int transport) {
            int next = at + 4;
            while ((frame[next - 2] & 1) == 0) {
                next += 4;
            }
            check(next, frame[next] >>> 4 == 4 ? 0x0800 : 0x86DD, transport);
        }

        private void checkBehind(int protocol, int at, int addresses, int transport) {
            int length = frame.length - at;
            if (at == transport) {
                assertEquals(0xFFFF, sum(addresses + 6 + length, frame, at, length), "checksum of TCP");
                return;
            }
            switch (protocol) {
                case 4 -> check(at, 0x0800, transport);
                case 41 -> check(at, 0x86DD, transport);
                case 137 -> checkLabels(at, transport);
                case 47 -> checkGre(at, length, transport);
                default -> checkUdp(at, addresses, transport);
            }
        }

        private void checkGre(int at, int length, int transport) {
            boolean summed = frame[at] < 0;
            assertTrue(!summed || sum(0, frame, at, length) == 0xFFFF, "checksum of GRE");
            check(at + (summed ? 12 : 4), number(frame, at + 2), transport);
        }

        private void checkUdp(int at, int addresses, int transport) {
            int length = frame.length - at;
            assertEquals(length, number(frame, at + 4), "length of the datagram");
            boolean summed = number(frame, at + 6) != 0;
            assertTrue(
                    !summed || sum(addresses + 17 + length, frame, at, length) == 0xFFFF, "checksum of the datagram");
            switch (number(frame, at + 2)) {
                case 0x12B5 -> check(at + 16, 0x6558, transport);
                case 0x17C1 -> check(at + 16 + 8, 0x6558, transport);
                default -> check(at + 8, 0x0800, transport);
            }
        }
    }

    static Stream<Arguments> strangers() {
        return Stream.of(
                arguments("GRE with sequence numbers", "0800" + ip4(47) + "10000800" + "00000001" + ip4(6)),
                arguments("ESP", "0800" + ip4(50) + "0000000100000001" + ip4(6)),
                arguments("another type", "88B5" + ip4(6)),
                arguments("IPv4 by name only", "0800" + ip6(6)),
                arguments("another transport", "0800" + ip4(132)),
                arguments("more than anybody nests", "0800" + ip4(4).repeat(8) + ip4(6)));
    }

    /** What is not understood is refused, and not spoiled. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("strangers")
    void stranger_isRefused(String name, String inner) {
        String headers = ETHERNET + inner + TCP;
        int transport = (headers.length() - TCP.length()) / 2;
        var bytes = memory(headers, transport, 1000);
        assertFalse(opens(new SuperFrame(bytes), bytes, headers));
    }

    /** As kernels before 6.19 make it: the header that says how long it is goes. */
    @Test
    void jumboOfIpv6_losesItsHeader() {
        String jumbo = "06 00 C204 000009F4".replace(" ", "");
        String headers = ETHERNET + "81000007" + "86DD" + "6000000000000040" + IP6.substring(16) + jumbo + TCP;
        int transport = (headers.length() - TCP.length()) / 2;
        var bytes = memory(headers, transport, 1000);
        var frame = new SuperFrame(bytes);
        assertTrue(opens(frame, bytes, headers));
        assertEquals(headers.length() / 2 - 8 + 1000, frame.size(0));
        frame.write(2, 8192);
        byte[] written = new byte[frame.size(2)];
        bytes.get(8192, written);
        new Textbook(written, 0).check(14, 0x8100, transport - 8);
    }

    /** The check value of CRC32c ("123456789" has E3069283, RFC 3720), as it stands in SCTP. */
    @Test
    void sctp_getsItsOwnChecksum() {
        String chunk = "C350138900000001" + "00000000" + "0000001048656C6C6F20776F726C6421";
        String headers = ETHERNET + "0800" + ip4(132);
        byte[] start = HexFormat.of().parseHex(headers + chunk);
        var bytes = ByteBuffer.allocateDirect(1024);
        bytes.put(START, start);
        var offload = bytes.slice(START - FrameReceiver.HEADER_BYTES, FrameReceiver.HEADER_BYTES)
                .order(ByteOrder.nativeOrder());
        offload.put(0, (byte) 1).putShort(6, (short) 34).putShort(8, (short) 8);
        var header = new OffloadHeader();
        header.read(bytes, START);
        assertTrue(new Completion(bytes).complete(START, start.length, header));
        assertEquals(Integer.reverseBytes(crc32c(start, 34)), bytes.getInt(START + 34 + 8));
        assertEquals(0xE306_9283, crc32c("123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0));
    }

    /** Bit by bit, as RFC 9260 has it in appendix A. */
    private static int crc32c(byte[] bytes, int from) {
        int crc = -1;
        for (int i = from; i < bytes.length; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82F6_3B78);
            }
        }
        return ~crc;
    }
}
