package chaos.dataplane.netlink;

import chaos.linux.LinuxException;
import chaos.linux.NetworkNamespace;
import chaos.linux.PacketSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Whole frames at one interface of a namespace. */
final class Frames implements AutoCloseable {

    private static final int HEADER = 14;
    /** For experiments (IEEE 802): nobody else uses it here. */
    private static final int MARKER = 0x88B6;

    private final PacketSocket socket;

    private Frames(PacketSocket socket) {
        this.socket = socket;
    }

    static Frames at(String namespace, String device) throws LinuxException, java.io.IOException {
        int index = Integer.parseInt(
                Lab.run("ip", "netns", "exec", namespace, "cat", "/sys/class/net/" + device + "/ifindex")
                        .strip());
        return new Frames(NetworkNamespace.at(namespace).inside(() -> PacketSocket.open(index, -1)));
    }

    /** A frame whose payload can be told from others. */
    static byte[] frame(String destination, String source, int type, int bytes) {
        var frame = ByteBuffer.allocate(bytes);
        frame.put(hex(destination)).put(hex(source)).putShort((short) type);
        for (int i = HEADER; i < bytes; i++) {
            frame.put((byte) (i * 31));
        }
        return frame.array();
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("[: ]", ""));
    }

    void send(byte[] frame) throws LinuxException {
        socket.send(ByteBuffer.wrap(frame));
    }

    /** Whether this very frame comes in; others may come before. */
    boolean comes(byte[] frame) throws LinuxException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < deadline) {
            var next = socket.receive(Duration.ofMillis(100));
            if (next.isPresent() && next.get().equals(ByteBuffer.wrap(frame))) {
                return true;
            }
        }
        return false;
    }

    /** What came in before a mark that the other end sends now: whoever wanted to say something has said it. */
    List<String> beforeAMarkFrom(Frames other) throws LinuxException {
        byte[] mark = frame("ff:ff:ff:ff:ff:ff", "02:00:00:00:00:99", MARKER, 60);
        other.send(mark);
        var came = new ArrayList<String>();
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < deadline) {
            var next = socket.receive(Duration.ofMillis(100));
            if (next.isPresent() && next.get().equals(ByteBuffer.wrap(mark))) {
                return came;
            }
            next.ifPresent(frame -> came.add(text(frame)));
        }
        throw new AssertionError("the mark never came; before it came " + came);
    }

    private static String text(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        socket.close();
    }
}
