package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.dataplane.netlink.qdisc.Psched;
import chaos.dataplane.netlink.qdisc.QdiscCodec;
import chaos.dataplane.netlink.qdisc.Tbf;
import chaos.linux.NetworkNamespace;
import chaos.linux.ports.OwnedQdiscs;
import chaos.linux.rtnl.Handle;
import chaos.linux.rtnl.QdiscRequests;
import chaos.linux.rtnl.TcMessage;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import chaos.linux.wire.SocketTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The kernel's arithmetic is what {@link Psched} says it is. */
@Tag("kernel")
class PschedKernelTest {

    private static final int LOOPBACK = 1;
    private static final int RANDOM_ROWS = 2000;
    private static final long U32 = 0xFFFF_FFFFL;

    /** A rate in bytes a second, a burst in bytes, and how sizes are counted. */
    private record Row(long rate, long burst, Tbf.Framing framing) {}

    private static List<Row> rows(Random random) {
        var plain = new Tbf.Framing(0, false);
        var rows = new ArrayList<>(List.of(
                new Row(1_250_000, 3044, plain),
                new Row(1_250_000_000, 200_000, plain),
                new Row(1, 1, plain),
                new Row(125_000_000_000L, 125_000_000, plain),
                new Row(53_000, 48, new Tbf.Framing(0, true)),
                new Row(53_000, 1590, new Tbf.Framing(10, true)),
                new Row(0x7FFF_FFFF, 1000, plain)));
        while (rows.size() < RANDOM_ROWS) {
            long rate = Math.round(Math.pow(10, random.nextDouble() * 11.09));
            long burst = Math.round(Math.pow(10, random.nextDouble() * 9.6));
            if (burst < Math.min(U32, rate * 274)) {
                rows.add(new Row(rate, burst, new Tbf.Framing(random.nextInt(100), random.nextBoolean())));
            }
        }
        return rows;
    }

    @Test
    void ticks_areThoseThatTbfShows() throws NetlinkException {
        long seed = System.nanoTime();
        try (var scratch = new SocketTransport(NetworkNamespace.scratch())) {
            var kernel = new Conversation(scratch, Duration.ofSeconds(10));
            var place = new TcMessage(LOOPBACK, OwnedQdiscs.TBF, Handle.ROOT);
            for (var row : rows(new Random(seed))) {
                var told = Tbf.of(row.rate(), row.burst(), 1000, row.framing());
                if (told.bufferTicks() > Psched.MAX_TICKS || row.framing().framed(row.burst()) > U32) {
                    continue; // overhead and cells make more of it than fits; such a burst is refused before
                }
                kernel.perform(List.of(QdiscRequests.add(place, "tbf", told::write)));
                var shown = QdiscRequests.list(kernel).get(0);
                var tbf = (Tbf) QdiscCodec.read("tbf", shown.options()).orElseThrow();
                assertEquals(told.bufferTicks(), tbf.bufferTicks(), () -> row + " seed " + seed);
                assertTrue(told.holdsSame(tbf), () -> told + " shown as " + tbf + " seed " + seed);
                kernel.perform(List.of(QdiscRequests.delete(place, "tbf")));
            }
        }
    }

    @Test
    void problems_areNoneOnThisKernel() throws IOException {
        assertEquals(List.of(), Psched.problems(Files.readString(Path.of("/proc/net/psched"))));
        assertEquals(List.of(), KernelProbe.clockProblems());
    }
}
