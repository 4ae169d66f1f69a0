package chaos.dataplane.netlink;

import chaos.api.calibration.ProbeTrain;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.Ordering;
import chaos.api.unit.Correlation;
import chaos.dataplane.netlink.grid.GridCase;
import chaos.distribution.DistFile;
import chaos.distribution.TableFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Tables of a user's own, imported from iproute2's format and stored, on real traffic beside the engine. */
@Tag("netem-grid")
@Tag("netem-grid-long")
class NamedTableGuestTest extends Grid {

    private static final ProbeTrain TRAIN = new ProbeTrain(3000, 200, 2000, 1);

    @TempDir
    static Path stateDir;

    /**
     * Two bumps with nothing in between, and a tail that is no shape of ours; neither has a power of two entries. The
     * bumps are 7 ms wide: within a narrow one the guest's timer would be seen, which is late by 70 µs less or more.
     */
    @BeforeAll
    static void importTables() throws IOException {
        store("two-bumps", IntStream.range(0, 1000).map(i -> (i < 700 ? -8000 : 12_000) + i % 100 * 60));
        store("long_tail", IntStream.range(0, 3001).map(i -> -4000 + (int) (i * (long) i / 320)));
    }

    private static void store(String name, IntStream entries) throws IOException {
        var text = entries.mapToObj(Integer::toString).collect(Collectors.joining(" ", "# imported\n", "\n"));
        TableFolder.in(stateDir).store(name, DistFile.parse(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    NetlinkDataPlane plane(Lab in) {
        return Lab.plane(new NetlinkSettings(in.settings().ports(), TableFolder.in(stateDir)));
    }

    @Override
    String page() {
        return "named-tables.md";
    }

    @Override
    List<GridCase> chosen(long byThisSeed) {
        var bumps = latency("two-bumps", 50, 10);
        return List.of(
                grid("two bumps", bumps),
                grid("two bumps, in order", bumps.withOrdering(Ordering.PRESERVE)),
                grid("a long tail", latency("long_tail", 100, 20)));
    }

    private static GridCase grid(String name, Impairment impairment) {
        return new GridCase(name, impairment, impairment, TRAIN, TableFolder.in(stateDir));
    }

    private static Impairment latency(String table, int mean, int jitter) {
        return Impairment.NONE.withLatency(new Latency.Stochastic(
                Duration.ofMillis(mean), Duration.ofMillis(jitter), new Distribution.Table(table), Correlation.NONE));
    }
}
