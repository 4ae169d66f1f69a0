package chaos.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import chaos.api.unit.Correlation;
import chaos.distribution.TableFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredTablesTest {

    private static final Distribution.Table WIFI = new Distribution.Table("wifi");

    @TempDir
    private Path stateDir;

    private StoredTables tables;

    @BeforeEach
    void open() {
        tables = new StoredTables(TableFolder.in(stateDir));
    }

    private static Reason reason(Executable refused) {
        return assertThrows(DataPlaneException.class, refused::run).reason();
    }

    private interface Executable {

        void run() throws DataPlaneException;
    }

    @Test
    void store_isFoundListedAndDeleted() throws Exception {
        assertEquals(List.of(), tables.all());
        var stored = tables.store(WIFI, List.of(8192, -8192));
        assertEquals(List.of(stored), tables.all());
        assertEquals(stored, tables.find(WIFI));
        assertEquals(List.of(-8192, 8192), tables.entries(WIFI));
        assertEquals(1, stored.deviation());
        assertEquals(List.of(), tables.delete(WIFI));
        assertEquals(Reason.NO_SUCH_DISTRIBUTION, reason(() -> tables.delete(WIFI)));
        assertEquals(Reason.NO_SUCH_DISTRIBUTION, reason(() -> tables.find(WIFI)));
        assertEquals(Reason.NO_SUCH_DISTRIBUTION, reason(() -> tables.entries(WIFI)));
    }

    @Test
    void all_saysWhatCannotBeUsed() throws Exception {
        Files.createDirectory(stateDir.resolve("dist"));
        Files.writeString(stateDir.resolve("dist/wifi.dist"), "x");
        var problem = tables.all().get(0).problem().orElseThrow();
        assertTrue(problem.contains("wifi.dist: line 1"), problem);
        assertEquals(Reason.NOT_SUPPORTED, reason(() -> tables.find(WIFI)));
    }

    @Test
    void store_refusesWhatIsNoTable() {
        for (var wrong :
                List.of(List.<Integer>of(), List.of(32_768), List.of(-32_769), Collections.nCopies(16_385, 1))) {
            assertThrows(IllegalArgumentException.class, () -> tables.store(WIFI, wrong));
        }
        assertThrows(IllegalArgumentException.class, () -> tables.store(new Distribution.Table("normal"), List.of(1)));
    }

    @Test
    void store_whereNothingCanBeWritten_saysSo() {
        var nowhere = new StoredTables(TableFolder.in(Path.of("/proc")));
        assertEquals(Reason.NOT_STORED, reason(() -> nowhere.store(WIFI, List.of(1))));
    }

    /** Whoever draws from a table goes on with it, and is named. */
    @Test
    void tableInUse_isSaidToBe() throws Exception {
        try (var bench = Bench.started()) {
            var plane = bench.plane("fake").having("wifi");
            bench.comes(plane, 100);
            tables.bindLink(bench.control());
            bench.control().apply(Direction.PORT2, wifi(), Bench.TEST);
            tables.store(WIFI, List.of(1));
            assertEquals(List.of(), tables.store(WIFI, List.of(1)).warnings(), "it is the same table");
            assertEquals(
                    List.of(Warning.general(
                            "in_use", "default port2 goes on with the table as it was; set it again to take this one")),
                    tables.store(WIFI, List.of(2)).warnings());
            assertEquals(
                    List.of("in_use"),
                    tables.delete(WIFI).stream().map(Warning::reason).toList());
            plane.tamper(Direction.PORT2, Impairment.NONE);
            assertEquals(List.of(), tables.store(WIFI, List.of(3)).warnings(), "nobody draws from it");
            bench.control().clear(Direction.PORT2, Bench.TEST);
            assertEquals(List.of(), tables.store(WIFI, List.of(4)).warnings());
            tables.unbindLink(bench.control());
        }
    }

    private static Impairment wifi() {
        return Impairment.NONE.withLatency(
                new Latency.Stochastic(Duration.ofMillis(40), Duration.ofMillis(5), WIFI, Correlation.NONE));
    }
}
