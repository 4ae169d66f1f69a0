package chaos.calibration.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.calibration.baseline.BaselineStore.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room keeps the baseline that it has. */
@Tag("kernel")
class FullDiskKernelTest {

    @TempDir
    Path folder;

    @BeforeEach
    void mount() throws Exception {
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", folder.toString());
    }

    @Test
    void store_onAFullDiskKeepsTheOldOne() throws IOException {
        var file = folder.resolve("calibration-baseline.json");
        var store = new BaselineStore(
                file,
                new Machine("6.1.0-18-amd64", "x86_64, 2 processors"),
                () -> Instant.ofEpochSecond(1_763_718_000));
        store.store(BaselineStoreTest.report(1));
        assertThrows(IOException.class, () -> Files.write(folder.resolve("filler"), new byte[128 * 1024]));
        var failure = assertThrows(IOException.class, () -> store.store(BaselineStoreTest.report(2)));
        assertTrue(failure.getMessage().contains("No space left on device"), failure.getMessage());
        assertEquals(
                BaselineStoreTest.report(1), store.read().stored().orElseThrow().report());
        Files.delete(folder.resolve("filler"));
        store.store(BaselineStoreTest.report(2));
        assertEquals(
                BaselineStoreTest.report(2), store.read().stored().orElseThrow().report());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), String.join(" ", command));
        assertEquals(
                0,
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    }
}
