package chaos.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.impairment.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableFolderTest {

    private static final LatencyTable SMALL = LatencyTable.of((short) 1, (short) -1);

    @TempDir
    private Path stateDir;

    private TableFolder tables;

    @BeforeEach
    void open() {
        tables = TableFolder.in(stateDir.resolve("made/later"));
    }

    private Path file(String name) {
        return stateDir.resolve("made/later/dist").resolve(name);
    }

    @Test
    void store_isFoundListedReplacedAndDeleted() throws Exception {
        assertEquals(List.of(), tables.names());
        tables.store("wifi", SMALL);
        tables.store("lte", LatencyTable.of(Distribution.Shape.NORMAL));
        assertEquals(List.of("lte", "wifi"), tables.names());
        assertEquals(SMALL, tables.find(new Distribution.Table("wifi")));
        var held = tables.named("wifi");
        tables.store("wifi", LatencyTable.of((short) 7));
        assertEquals(LatencyTable.of((short) 7), tables.named("wifi"));
        assertEquals(SMALL, held);
        assertTrue(tables.delete("wifi"));
        assertFalse(tables.delete("wifi"));
        assertEquals(List.of("lte"), tables.names());
        try (var left = Files.list(file("lte.dist").getParent())) {
            assertEquals(List.of(file("lte.dist")), left.toList());
        }
        assertEquals(6, tables.distributions().size());
    }

    @Test
    void named_missing_saysWhereAndWhatToDo() {
        var refusal = assertThrows(UnusableTableException.class, () -> tables.named("wifi"));
        assertEquals(
                "there is no table \"wifi\": " + file("wifi.dist") + " does not exist; make it with chaos import wifi"
                        + " FILE, or choose another distribution",
                refusal.getMessage());
        var none = assertThrows(UnusableTableException.class, () -> LatencyTables.SHAPES.named("wifi"));
        assertTrue(none.getMessage().contains("without a state directory"), none.getMessage());
    }

    @Test
    void named_bad_saysWhereAndWhatToDo() throws Exception {
        tables.store("other", SMALL);
        Files.writeString(file("bad.dist"), "1 2\nmany\n");
        Files.createDirectory(file("folder.dist"));
        Files.write(file("huge.dist"), new byte[DistFile.MAX_BYTES + 1]);
        Files.createSymbolicLink(file("zero.dist"), Path.of("/dev/zero"));
        assertTrue(refusal("bad").contains(file("bad.dist") + ": line 2 must have"), refusal("bad"));
        assertTrue(refusal("bad").endsWith("import it anew with chaos import bad FILE"), refusal("bad"));
        assertTrue(refusal("folder").contains("is no file"), refusal("folder"));
        assertTrue(refusal("zero").contains("is no file"), refusal("zero"));
        assertTrue(refusal("huge").contains("longer than"), refusal("huge"));
    }

    private String refusal(String name) {
        return assertThrows(UnusableTableException.class, () -> tables.named(name))
                .getMessage();
    }

    /** What lies there by another hand under a name that is none is not listed. */
    @Test
    void names_areThoseThatAreNames() throws Exception {
        tables.store("ok", SMALL);
        for (var stranger : List.of("Upper.dist", "a b.dist", ".hidden.dist", "x.txt", "x.dist~", "dot.ted.dist")) {
            Files.writeString(file(stranger), "1");
        }
        assertEquals(List.of("ok"), tables.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a/b", "UPPER", "a.b", ".", "a b", "\u0000", "ä"})
    void name_thatIsNone_isNoPath(String name) {
        assertThrows(IllegalArgumentException.class, () -> tables.named(name));
        assertThrows(IllegalArgumentException.class, () -> tables.store(name, SMALL));
        assertThrows(IllegalArgumentException.class, () -> tables.delete(name));
    }

    @Test
    void store_whereNothingCanBeWritten_saysSo() throws IOException {
        Files.writeString(stateDir.resolve("file"), "");
        for (var nowhere : List.of(stateDir.resolve("file"), Path.of("/proc/chaos"), Path.of("/proc"))) {
            var refusal = assertThrows(
                    IOException.class, () -> TableFolder.in(nowhere).store("wifi", SMALL));
            assertTrue(
                    refusal.getMessage().startsWith("the table \"wifi\" cannot be stored: " + nowhere),
                    refusal.getMessage());
            assertTrue(refusal.getMessage().endsWith("; what was there is unchanged"), refusal.getMessage());
        }
        assertEquals(List.of(), TableFolder.in(stateDir.resolve("file")).names());
    }
}
