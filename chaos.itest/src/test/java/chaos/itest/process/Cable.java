package chaos.itest.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network namespace with two ports in it, {@code p1} and {@code p2}, each the end of a cable whose other end is in
 * the namespace too. Only tests start {@code ip} and {@code tc}.
 */
final class Cable implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name =
            String.format(Locale.ROOT, "itest-%d-%d", ProcessHandle.current().pid(), NUMBER.incrementAndGet());

    Cable() throws IOException {
        lay();
    }

    /** Makes all of it, again after {@link #close} too. */
    void lay() throws IOException {
        run("ip", "netns", "add", name);
        plug(1);
        plug(2);
    }

    /** The name of the namespace. */
    String name() {
        return name;
    }

    /** Adds the port of this number, and what is at the other end of its cable. */
    void plug(int port) throws IOException {
        ip("link", "add", "p" + port, "type", "veth", "peer", "name", "h" + port);
        ip("link", "set", "h" + port, "up");
        ip("link", "set", "p" + port, "up");
    }

    /** Takes the port of this number away. */
    void unplug(int port) throws IOException {
        ip("link", "del", "p" + port);
    }

    /** Runs {@code ip} inside; returns what it printed. */
    String ip(String... arguments) throws IOException {
        return inside("ip", arguments);
    }

    /** Runs {@code tc} inside; returns what it printed. */
    String tc(String... arguments) throws IOException {
        return inside("tc", arguments);
    }

    /** What {@code tc qdisc show} says of a port. */
    String qdiscs(int port) throws IOException {
        return tc("qdisc", "show", "dev", "p" + port);
    }

    /** What {@code ip link show type bridge} says. */
    String bridges() throws IOException {
        return ip("-o", "link", "show", "type", "bridge");
    }

    /** The command that runs another one inside and becomes it. */
    String[] enter() {
        return new String[] {"ip", "netns", "exec", name};
    }

    private String inside(String program, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(program, "-n", name));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** Runs a program to its end; returns what it printed. */
    static String run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Its output has ended, so it has too, or is about to.
        var status = process.onExit().orTimeout(20, TimeUnit.SECONDS).join().exitValue();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    @Override
    public void close() throws IOException {
        run("ip", "netns", "del", name);
    }
}
