package chaos.dataplane.packet;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.linux.LinuxException;
import chaos.linux.NetworkNamespace;
import chaos.linux.PacketSocket;
import chaos.linux.ports.PortSettings;
import chaos.linux.traffic.TwoHosts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Two hosts, whole frames at each, and what carries packets between them. */
final class Lab extends TwoHosts {

    private static final int MARK_BYTES = 60;

    Lab() throws IOException {}

    static PacketSettings settings(PortSettings ports) {
        return new PacketSettings(ports, 32 << 20);
    }

    static PacketDataPlane plane(PacketSettings settings) {
        return new PacketDataPlane(settings, new PlaneDescription(new PlaneName("packet"), "test", true));
    }

    PacketDataPlane plane() {
        return plane(settings(ports("default")));
    }

    /** Switches both ports on without a word of their own. */
    @Override
    public void switchOn() throws IOException {
        silenceIpv6("p1");
        silenceIpv6("p2");
        super.switchOn();
    }

    int index(String namespace, String device) throws IOException {
        String path = "/sys/class/net/" + device + "/ifindex";
        return Integer.parseInt(
                run("ip", "netns", "exec", namespace, "cat", path).strip());
    }

    NetworkNamespace namespace(String name) {
        return NetworkNamespace.at(name);
    }

    /** The frames at a host, those that are longer than so many bytes. */
    PacketSocket frames(String host, int longerThan) throws IOException, LinuxException {
        int index = index(host, "eth0");
        var socket = NetworkNamespace.at(host).inside(() -> PacketSocket.open(index, longerThan));
        socket.bufferBytes(64 << 20);
        return socket;
    }

    /** A frame that begins so, in hexadecimal, and whose rest can be told from others. */
    static byte[] frame(String header, int size) {
        byte[] start = HexFormat.of().parseHex(header);
        byte[] frame = Arrays.copyOf(start, size);
        for (int i = start.length; i < size; i++) {
            frame[i] = (byte) (i * 31);
        }
        return frame;
    }

    /** What comes before a mark that is sent now. */
    static List<byte[]> beforeAMark(PacketSocket from, PacketSocket to) throws LinuxException {
        byte[] mark = frame("ffffffffffff02000000000188b6", MARK_BYTES);
        from.send(ByteBuffer.wrap(mark));
        var came = new ArrayList<byte[]>();
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < deadline) {
            var next = to.receive(Duration.ofMillis(100)).map(ByteBuffer::array);
            if (next.filter(frame -> Arrays.equals(frame, mark)).isPresent()) {
                return came;
            }
            next.ifPresent(came::add);
        }
        throw new AssertionError("the mark never came; before it came " + came.size());
    }

    /** A condition that holds after a while. */
    interface Condition {
        boolean holds() throws IOException, LinuxException, DataPlaneException;
    }

    static void await(String what, Condition condition) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never: " + what);
            }
            Thread.onSpinWait();
        }
    }

    private static boolean holds(Condition condition) throws IOException {
        try {
            return condition.holds();
        } catch (LinuxException | DataPlaneException e) {
            throw new IOException(e);
        }
    }
}
