package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.linux.NetworkNamespace;
import chaos.linux.ports.Offloads;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.SocketTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A daemon is killed between any two of the messages that it sends to the kernel while it takes a link, impairs it and
 * gives it back. The next one finds its way: it takes the link, packets pass, and when it gives the ports back they are
 * as they were before the first one came.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KilledAnywhere {

    private static final int ENOUGH = 100_000;

    private Lab lab;
    private String before;
    private int all;

    /** After how many of all the messages it is killed. */
    abstract List<Integer> chosen(int all);

    @BeforeAll
    void open() throws Exception {
        lab = new Lab();
        lab.ip("link", "set", "p1", "up"); // one is on and one is off, and both are so again
        before = ports();
        var lived = daemon(ENOUGH);
        assertEquals(0, lived.status());
        assertEquals(before, ports(), "whoever is not killed undoes what was done");
        all = Integer.parseInt(lived.said());
    }

    @AfterAll
    void close() throws IOException {
        lab.close();
    }

    /** For {@link MethodSource}. */
    List<Integer> places() {
        return chosen(all);
    }

    @ParameterizedTest(name = "after {0} messages")
    @MethodSource("places")
    void attach_afterAKillAnywhereFindsAKnownState(int messages) throws Exception {
        assertEquals(DyingTransport.KILLED, daemon(messages).status());
        var plane = lab.plane();
        try {
            plane.attach();
            for (String port : List.of("p1", "p2")) {
                assertFalse(lab.shown(port).contains("c4a:"), lab.shown(port));
                assertFalse(lab.shown(port).contains("c4c:"), lab.shown(port));
            }
            lab.awaitConnected();
        } finally {
            plane.stop();
        }
        assertEquals(before, ports());
    }

    /**
     * What became of a process.
     *
     * @param status its exit status
     * @param said its output
     */
    private record Ended(int status, String said) {}

    private Ended daemon(int messages) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DieAmongMessages.class.getName(),
                        lab.appliance,
                        Integer.toString(messages))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ended(process.exitValue(), said);
    }

    /** Everything about the interfaces that a link changes: flags, masters, qdiscs, IPv6 and offloads. */
    private String ports() throws Exception {
        var said = new StringBuilder(lab.interfaces()).append("IPv6 off: ").append(lab.ipv6Switches());
        try (var route = new SocketTransport(NetworkNamespace.at(lab.appliance));
                var generic = SocketTransport.generic(NetworkNamespace.at(lab.appliance))) {
            var offloads = new Offloads(new Conversation(generic, Duration.ofSeconds(10)));
            for (String port : List.of("p1", "p2")) {
                var device = LinkRequests.find(new Conversation(route, Duration.ofSeconds(10)), port)
                        .orElseThrow();
                said.append('\n').append(port).append(" offloads ").append(offloads.on(device));
                for (String flag : List.of("UP", "NOARP")) {
                    said.append(' ').append(flags(port).contains(flag) ? flag : "-");
                }
            }
        }
        return said.toString();
    }

    private List<String> flags(String port) throws IOException {
        String shown = lab.ip("-o", "link", "show", port);
        return List.of(
                shown.substring(shown.indexOf('<') + 1, shown.indexOf('>')).split(","));
    }
}
