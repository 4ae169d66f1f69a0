package chaos.dataplane.packet;

import chaos.linux.LinuxException;
import chaos.linux.NetworkNamespace;
import chaos.linux.PacketSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two hosts and an appliance between them, each a network namespace of its own: h1 - p1 [appliance] p2 - h2, with
 * addresses 10.77.0.1 and 10.77.0.2 on the hosts, which know each other's. {@code ip} is the second opinion.
 */
final class Lab implements AutoCloseable {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final String appliance;
    final String host1;
    final String host2;

    Lab() throws IOException {
        String id = "chaos-pk" + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet();
        appliance = id;
        host1 = id + "h1";
        host2 = id + "h2";
        for (String name : List.of(appliance, host1, host2)) {
            run("ip", "netns", "add", name);
        }
        for (String name : List.of(host1, host2)) {
            // IPv6 would tell its multicast groups unasked, and a test that counts packets would count them too.
            shell(name, "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6");
        }
        veth("p1", host1, "10.77.0.1/24");
        veth("p2", host2, "10.77.0.2/24");
        neighbour(host1, host2, "10.77.0.2");
        neighbour(host2, host1, "10.77.0.1");
    }

    private void veth(String port, String host, String address) throws IOException {
        ip("link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", host);
        run("ip", "-n", host, "address", "add", address, "dev", "eth0");
        run("ip", "-n", host, "link", "set", "eth0", "up");
    }

    private static void neighbour(String host, String other, String address) throws IOException {
        String mac = mac(other);
        run("ip", "-n", host, "neighbour", "replace", address, "lladdr", mac, "dev", "eth0", "nud", "permanent");
    }

    static String mac(String host) throws IOException {
        return run("ip", "netns", "exec", host, "cat", "/sys/class/net/eth0/address")
                .strip();
    }

    /** Switches both ports on, without a word of their own, and waits until they carry. */
    void switchOn() throws IOException {
        for (String port : List.of("p1", "p2")) {
            shell(appliance, "echo 1 > /proc/sys/net/ipv6/conf/" + port + "/disable_ipv6");
            ip("link", "set", port, "up");
            await(port + " is up", () -> ip("link", "show", port).contains("state UP"));
        }
    }

    /** {@code ip} in the appliance. */
    String ip(String... arguments) throws IOException {
        var all = new ArrayList<>(List.of("ip", "-n", appliance));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    static String shell(String namespace, String command) throws IOException {
        return run("ip", "netns", "exec", namespace, "sh", "-c", command);
    }

    int index(String namespace, String device) throws IOException {
        return Integer.parseInt(
                shell(namespace, "cat /sys/class/net/" + device + "/ifindex").strip());
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

    /** A condition that holds after a while. */
    interface Condition {
        boolean holds() throws IOException, LinuxException;
    }

    static void await(String what, Condition condition) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        try {
            while (!condition.holds()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("never: " + what);
                }
                Thread.onSpinWait();
            }
        } catch (LinuxException e) {
            throw new IOException(e);
        }
    }

    /** Runs a command to its end and gives what it printed. */
    static String run(String... command) throws IOException {
        var output = Files.createTempFile("chaos-lab", ".txt");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " did not end");
            }
            String said = Files.readString(output, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(output);
        }
    }

    @Override
    public void close() throws IOException {
        for (String name : List.of(host1, host2, appliance)) {
            run("ip", "netns", "del", name);
        }
    }
}
