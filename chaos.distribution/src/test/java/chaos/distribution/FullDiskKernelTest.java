package chaos.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.impairment.Distribution.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state directory on a file system of its own, which has room for one table of 100 KiB and not for two. */
@Tag("kernel")
final class FullDiskKernelTest {

    private static final LatencyTable LARGE = LatencyTable.of(Shape.NORMAL);

    @TempDir
    private Path stateDir;

    private TableFolder tables;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        run("mount", "-t", "tmpfs", "-o", "size=160k", "chaos-test", stateDir.toString());
        tables = TableFolder.in(stateDir);
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", stateDir.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).inheritIO().start();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0, String.join(" ", command));
    }

    @Test
    void store_onAFullDisk_losesNothing() throws Exception {
        tables.store("wifi", LARGE);
        for (var name : List.of("wifi", "lte")) {
            var refusal = assertThrows(IOException.class, () -> tables.store(name, LatencyTable.of(Shape.PARETO)));
            assertTrue(refusal.getMessage().contains("No space left on device"), refusal.getMessage());
        }
        assertEquals(LARGE, tables.named("wifi"));
        try (var left = Files.list(stateDir.resolve("dist"))) {
            assertEquals(1, left.count(), "nothing half written is left");
        }
    }

    @Test
    void store_onAReadOnlyDisk_losesNothing() throws Exception {
        tables.store("wifi", LARGE);
        run("mount", "-o", "remount,ro", stateDir.toString());
        var refusal = assertThrows(IOException.class, () -> tables.store("wifi", LatencyTable.of((short) 1)));
        assertTrue(refusal.getMessage().contains("Read-only file system"), refusal.getMessage());
        assertThrows(IOException.class, () -> tables.delete("wifi"));
        assertEquals(LARGE, tables.named("wifi"));
    }
}
