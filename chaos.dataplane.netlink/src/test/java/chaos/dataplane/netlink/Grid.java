package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.ProbeTrain;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.impairment.Defaults;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import chaos.dataplane.netlink.grid.Check;
import chaos.dataplane.netlink.grid.Comparison;
import chaos.dataplane.netlink.grid.Comparison.Counted;
import chaos.dataplane.netlink.grid.GridCase;
import chaos.dataplane.netlink.grid.GridReport;
import chaos.dataplane.netlink.grid.Noise;
import chaos.dataplane.netlink.grid.Reach;
import chaos.dataplane.netlink.grid.Seen;
import chaos.linux.LinuxException;
import chaos.linux.traffic.Wire;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same train of packets through the kernel, programmed by the plane, and through the engine: what both make of it
 * must agree. A case that does not is drawn once more; only two failures count. What each comparison allows for is in
 * {@link Check#falseAlarm}, the sum over the grid in the report.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Grid {

    private static final String SEED = "chaos.grid.seed";
    private static final int MTU = 1500;
    private static final Direction DIRECTION = Direction.PORT2;
    private static final ProbeTrain FLOOR = new ProbeTrain(1500, 200, 2000, 1);
    private static final Duration KNOWN = Duration.ofMillis(20);
    private static final int MEASURED_EVERY = 25;
    private static final int TRIES = 2;
    /** What is seen while it goes on; never closed, because others write there too. */
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private final long seed = Optional.ofNullable(Long.getLong(SEED)).orElseGet(System::nanoTime);
    private final SplittableRandom random = new SplittableRandom(seed);
    private final GridReport report = new GridReport();
    private final List<String> floors = new ArrayList<>();
    private Lab lab;
    private NetlinkDataPlane plane;
    private Wire wire;
    private Noise noise;
    private int done;

    /** Those of the grid that are run. */
    abstract List<GridCase> chosen(long byThisSeed);

    /** What programs the kernel. */
    NetlinkDataPlane plane(Lab in) {
        return in.plane();
    }

    /** The name of the page with its figures. */
    String page() {
        return "grid.md";
    }

    /** For {@link MethodSource}. */
    List<GridCase> cases() {
        return chosen(seed);
    }

    @BeforeAll
    void open() throws IOException, DataPlaneException {
        print("-D" + SEED + "=" + seed);
        lab = new Lab();
        lab.switchOn();
        plane = plane(lab);
        plane.attach();
        lab.awaitConnected();
        wire = lab.wire();
    }

    @AfterAll
    void close() throws IOException {
        plane.stop();
        lab.close();
        var where = Path.of(Optional.ofNullable(System.getenv("CHAOS_SHARE")).orElse("target"))
                .resolve(page());
        var circumstances = new ArrayList<String>();
        circumstances.add("Linux " + System.getProperty("os.version") + ", Java " + System.getProperty("java.version")
                + ", seed " + seed);
        floors.forEach(floor -> circumstances.add("floor: " + floor));
        Files.writeString(where, report.page(circumstances));
        print(report.summary() + "; -D" + SEED + "=" + seed + "; " + where);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void kernel_doesWhatTheEngineSays(GridCase grid) throws Exception {
        if (done++ % MEASURED_EVERY == 0) {
            measureFloor();
        }
        var tries = new ArrayList<List<Check>>();
        do {
            tries.add(compare(grid));
        } while (tries.size() < TRIES && !GridReport.agrees(tries.get(tries.size() - 1)));
        report.add(grid, tries);
        var last = tries.get(tries.size() - 1);
        print(done + " " + grid + (GridReport.agrees(last) ? tries.size() == 1 ? ": ok" : ": ok again" : ": FAILED"));
        tries.stream().flatMap(List::stream).filter(check -> !check.agrees()).forEach(check -> print("   " + check));
        assertTrue(GridReport.agrees(last), () -> grid + ", -D" + SEED + "=" + seed + ": " + tries);
    }

    /** What the guest itself does to a train: without an impairment, and with its timer. */
    private void measureFloor() throws Exception {
        plane.clear(DIRECTION);
        var untouched = send(Impairment.NONE, FLOOR);
        var known = Impairment.NONE.withLatency(new Latency.Constant(KNOWN));
        plane.apply(DIRECTION, known);
        var timed = send(known, FLOOR);
        noise = new Noise(
                new Seen(untouched).delays().toArray(),
                new Seen(timed).delays().map(delay -> delay - KNOWN.toNanos()).toArray());
        String floor = noise
                + String.format(
                        "; %.0f packets a second of %.0f wanted",
                        (FLOOR.count() - 1) * 1e9 / timed.sentAt(timed.sent() - 1), FLOOR.packetsPerSecond());
        floors.add(floor);
        print(floor);
    }

    private List<Check> compare(GridCase grid) throws Exception {
        plane.clear(DIRECTION);
        plane.apply(DIRECTION, grid.impairment());
        var twin = Defaults.fill(plane.plan(DIRECTION, grid.twin()).canonical(), MTU);
        var before = plane.stats(DIRECTION);
        var trace = send(twin, grid.train());
        var counted = Counted.between(before, plane.stats(DIRECTION));
        return Comparison.of(grid, twin, trace, counted, noise, random.nextLong());
    }

    /** A corruption flips one bit and no more. */
    private ProbeTrace send(Impairment impairment, ProbeTrain train) throws LinuxException, InterruptedException {
        var passage = wire.send(train, Reach.of(impairment, train.bytes()));
        assertTrue(passage.came().mostFlipped() <= 1, () -> "several bits of one packet flipped: " + passage.came());
        return passage.trace();
    }

    private static void print(String line) {
        OUT.println(line);
    }
}
