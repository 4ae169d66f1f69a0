package chaos.dataplane.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.Refusal;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import chaos.api.prediction.Traffic;
import chaos.api.unit.Correlation;
import chaos.distribution.LatencyTable;
import chaos.distribution.TableFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of somebody's own on the model, and in what it predicts. */
final class NamedTablesTest {

    private static final LatencyTable UP = LatencyTable.of((short) 8192);
    private static final LatencyTable DOWN = LatencyTable.of((short) -8192);
    private static final Impairment WIFI = Impairment.NONE.withLatency(new Latency.Stochastic(
            Duration.ofMillis(40), Duration.ofMillis(5), new Distribution.Table("wifi"), Correlation.NONE));
    private static final Traffic USUAL = new Traffic(1500, 1000);

    @TempDir
    private Path stateDir;

    private TableFolder tables;
    private ModelDataPlane plane;

    @BeforeEach
    void attach() throws DataPlaneException {
        tables = TableFolder.in(stateDir);
        plane = ModelDataPlaneTest.plane(tables);
        plane.attach();
    }

    private double mean() {
        return new ModelPredictor(tables)
                        .predict(WIFI, Impairment.NONE, USUAL)
                        .latency()
                        .mean()
                        .toNanos()
                / 1e6;
    }

    @Test
    void table_isAdvertisedHeldAndPredicted() throws Exception {
        tables.store("wifi", UP);
        assertTrue(plane.capabilities().distributions().contains(new Distribution.Table("wifi")));
        assertEquals(WIFI, plane.apply(Direction.PORT1, WIFI).canonical());
        assertEquals(WIFI, plane.read(Direction.PORT1, Optional.empty()).impairment());
        assertEquals(45, mean(), 1e-6);
    }

    @Test
    void tableReplacedWhileInUse_isTakenByTheNextApply() throws Exception {
        tables.store("wifi", UP);
        plane.apply(Direction.PORT1, WIFI);
        assertEquals(Transition.NONE, plane.apply(Direction.PORT1, WIFI).transition());
        tables.store("wifi", DOWN);
        assertEquals(WIFI, plane.read(Direction.PORT1, Optional.empty()).impairment());
        assertEquals(Transition.IN_PLACE, plane.apply(Direction.PORT1, WIFI).transition());
        assertEquals(35, mean(), 1e-6);
    }

    @Test
    void tableDeletedWhileDesired_staysUntilTheNextApplyWhichIsRefused() throws Exception {
        tables.store("wifi", UP);
        plane.apply(Direction.PORT1, WIFI);
        tables.delete("wifi");
        assertEquals(WIFI, plane.read(Direction.PORT1, Optional.empty()).impairment());
        var refused = assertThrows(DataPlaneException.class, () -> plane.apply(Direction.PORT1, WIFI));
        assertEquals(
                List.of("/latency/distribution/name"),
                refused.refusals().stream().map(Refusal::field).toList());
        assertTrue(
                refused.refusals().get(0).detail().contains(stateDir.resolve("dist/wifi.dist") + " does not exist"),
                refused.refusals().toString());
        assertThrows(IllegalArgumentException.class, this::mean);
    }

    @Test
    void tableThatIsNone_isRefusedWithItsLine() throws IOException {
        Files.createDirectory(stateDir.resolve("dist"));
        Files.writeString(stateDir.resolve("dist/wifi.dist"), "1 2\nthree\n");
        var refusals = plane.plan(Direction.PORT1, WIFI).refusals();
        assertTrue(refusals.get(0).detail().contains("wifi.dist: line 2 must have"), refusals.toString());
    }
}
