package chaos.calibration.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.Report;
import chaos.api.calibration.RunRequest;
import chaos.api.link.LinkName;
import chaos.calibration.baseline.BaselineStore.Machine;
import chaos.dataplane.tck.SampleReport;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineStoreTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_763_718_000);
    private static final Machine HERE = new Machine("6.1.0-18-amd64", "x86_64, 2 processors");

    @TempDir
    Path folder;

    /** Reading a pipe that nobody writes to would never end. */
    @Test
    void read_ofWhatIsNoFileSaysSo() throws Exception {
        var pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        var baseline = new BaselineStore(pipe, HERE, () -> NOW).read();
        assertEquals(Optional.empty(), baseline.stored());
        assertTrue(baseline.warnings().get(0).contains("it is no regular file"), baseline.warnings()::toString);
    }

    @Test
    void read_ofWhatWasNeverStoredIsNothing() {
        var baseline = store(HERE, NOW).read();
        assertEquals(Optional.empty(), baseline.stored());
        assertEquals(List.of(), baseline.warnings());
    }

    @Test
    void store_isReadBackByTheNextDaemonToo() throws IOException {
        var store = store(HERE, NOW);
        store.store(report(1));
        assertEquals(report(1), store.read().stored().orElseThrow().report());
        var next = store(HERE, NOW.plusSeconds(5)).read();
        assertEquals(report(1), next.stored().orElseThrow().report());
        assertEquals(NOW, next.stored().orElseThrow().storedAt());
        assertEquals(List.of(), next.warnings());
        store.store(report(2));
        assertEquals(report(2), store.read().stored().orElseThrow().report());
        assertEquals(List.of("calibration-baseline.json"), files());
    }

    @Test
    void read_warnsOfAgeAndOfAnotherMachine() throws IOException {
        store(HERE, NOW).store(report(1));
        assertWarns(store(HERE, NOW.plus(Duration.ofDays(91))), "91 days old", "--save-baseline");
        assertEquals(
                List.of(), store(HERE, NOW.plus(Duration.ofDays(90))).read().warnings());
        assertWarns(store(HERE, NOW.minus(Duration.ofDays(3))), "3 days in the future", "clock");
        assertWarns(store(new Machine("6.12", HERE.hardware()), NOW), "another kernel, 6.1.0-18-amd64", "6.12");
        assertWarns(store(new Machine(HERE.kernel(), "arm64"), NOW), "other hardware", "arm64");
    }

    private static void assertWarns(BaselineStore store, String... words) {
        var baseline = store.read();
        assertTrue(baseline.stored().isPresent());
        assertEquals(1, baseline.warnings().size(), baseline.warnings().toString());
        for (var word : words) {
            assertTrue(
                    baseline.warnings().get(0).contains(word),
                    baseline.warnings().get(0));
        }
    }

    @Test
    void read_leavesWhatItDoesNotUnderstandAsItIs() throws IOException {
        store(HERE, NOW).store(report(1));
        var whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length += 97) {
            var cut = java.util.Arrays.copyOf(whole, length);
            Files.write(file(), cut);
            assertUnusable("json");
            assertArrayEquals(cut, Files.readAllBytes(file()));
        }
        Files.writeString(file(), "{\"schema\":2,\"later\":true}");
        assertUnusable("/schema must be 1, was 2");
        try (var large = new RandomAccessFile(file().toFile(), "rw")) {
            large.setLength(1L << 32);
        }
        assertUnusable("4294967296 bytes");
        Files.delete(file());
        Files.createDirectory(file());
        assertUnusable("");
    }

    private void assertUnusable(String word) {
        var baseline = store(HERE, NOW).read();
        assertEquals(Optional.empty(), baseline.stored());
        assertEquals(1, baseline.warnings().size());
        var warning = baseline.warnings().get(0);
        assertTrue(warning.contains(file() + " cannot be used: "), warning);
        assertTrue(warning.contains(word), warning);
        assertTrue(warning.contains("--save-baseline"), warning);
        assertFalse(warning.contains("Exception"), warning);
    }

    @Test
    void read_seesWhatSomebodyElseChanged() throws IOException {
        var store = store(HERE, NOW);
        store.store(report(1));
        store.read();
        var other = folder.resolve("other.json");
        new BaselineStore(other, HERE, () -> NOW).store(report(3));
        Files.move(other, file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertEquals(report(3), store.read().stored().orElseThrow().report());
    }

    @Test
    void store_thatCannotWriteKeepsTheOldOne() throws IOException {
        store(HERE, NOW).store(report(1));
        // A directory with something in it where the new file would be written first: nobody may write there, not root.
        Files.createDirectories(folder.resolve("calibration-baseline.json.new/in-the-way"));
        var failure = assertThrows(IOException.class, () -> store(HERE, NOW).store(report(2)));
        assertTrue(failure.getMessage().contains("could not be stored in " + file()), failure.getMessage());
        assertTrue(failure.getMessage().contains("is as it was"), failure.getMessage());
        assertEquals(report(1), store(HERE, NOW).read().stored().orElseThrow().report());
    }

    static Report report(long seed) {
        return SampleReport.of(new RunRequest(
                LinkName.DEFAULT, Set.of(), Set.of(), Optional.of("wire"), RunRequest.Mode.QUICK, seed, true));
    }

    private Path file() {
        return folder.resolve("calibration-baseline.json");
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private BaselineStore store(Machine here, Instant now) {
        InstantSource clock = () -> now;
        return new BaselineStore(file(), here, clock);
    }
}
