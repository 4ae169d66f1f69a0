package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneNotice.Kind;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import chaos.api.unit.Correlation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A table that somebody swaps with tc is one that the kernel never shows. */
@Tag("netem")
class TableDriftGuestTest {

    private static final Impairment JITTER = Impairment.NONE.withLatency(new Latency.Stochastic(
            Duration.ofMillis(40), Duration.ofMillis(5), Distribution.Shape.NORMAL, Correlation.NONE));

    private final Noticed noticed = new Noticed();
    private Lab lab;
    private NetlinkDataPlane plane;
    private Impairment held;

    @BeforeEach
    void open() throws IOException, DataPlaneException {
        lab = new Lab();
        lab.switchOn();
        plane = lab.plane();
        plane.attach();
        plane.watch(noticed);
        held = plane.apply(Direction.PORT1, JITTER).canonical();
    }

    @AfterEach
    void close() throws IOException {
        plane.stop();
        lab.close();
    }

    private List<String> unasked() throws DataPlaneException {
        return plane.read(Direction.PORT1, Optional.of(held)).unasked().stream()
                .map(Warning::reason)
                .toList();
    }

    @Test
    void tableSwappedByHand_isUnsureUntilTheNextApply() throws Exception {
        assertEquals(List.of(), unasked());
        String shown = lab.shown("p1");
        String limit = shown.replaceAll("(?s).*limit (\\d+).*", "$1");
        var swap = "qdisc change dev p1 root handle c4b: netem limit " + limit + " delay 40ms 5ms distribution pareto";
        lab.tc(swap.split(" "));
        noticed.await(Kind.STATE, "port1");
        assertEquals(shown, lab.shown("p1"), "the kernel shows the same as before");
        assertEquals(List.of("table_unsure"), unasked());
        assertEquals(List.of("table_unsure"), unasked(), "looking makes it no surer");
        plane.apply(Direction.PORT1, JITTER);
        assertEquals(List.of(), unasked());
    }

    @Test
    void changeWithoutATableInUse_isNoMatterOfTables() throws Exception {
        var constant = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(40)));
        held = plane.apply(Direction.PORT1, constant).canonical();
        lab.tc("qdisc", "change", "dev", "p1", "root", "handle", "c4b:", "netem", "limit", "1000", "delay", "41ms");
        noticed.await(Kind.STATE, "port1");
        assertTrue(!unasked().contains("table_unsure"));
    }
}
