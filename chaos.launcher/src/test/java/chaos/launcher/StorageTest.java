package chaos.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.launcher.settings.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {

    @TempDir
    private Path folder;

    @Test
    void open_isCurrentOnlyAfterACompleteStartWithTheSameBundles() throws IOException, RefusedException {
        try (var first = Storage.open(folder, "a")) {
            assertFalse(first.isCurrent());
            first.begin();
        }
        try (var interrupted = Storage.open(folder, "a")) {
            assertFalse(interrupted.isCurrent(), "the start before was not completed");
            interrupted.complete();
        }
        try (var again = Storage.open(folder, "a")) {
            assertTrue(again.isCurrent());
        }
        try (var other = Storage.open(folder, "b")) {
            assertFalse(other.isCurrent(), "other bundles");
        }
    }

    @Test
    void complete_isTakenBackByTheNextStart() throws IOException, RefusedException {
        try (var storage = Storage.open(folder, "a")) {
            storage.complete();
            storage.begin();
            assertFalse(storage.isCurrent());
        }
    }

    @Test
    void open_givesEveryDaemonItsOwnAndPrefersTheOneThatKnowsTheBundles() throws IOException, RefusedException {
        try (var a = Storage.open(folder, "a");
                var b = Storage.open(folder, "b")) {
            Files.createDirectories(a.folder());
            Files.createDirectories(b.folder());
            assertNotEquals(a.folder(), b.folder());
            b.complete();
        }
        try (var b = Storage.open(folder, "b")) {
            assertTrue(b.isCurrent());
            try (var another = Storage.open(folder, "b")) {
                assertFalse(another.isCurrent(), "in use by the first");
            }
        }
        try (var files = Files.list(folder)) {
            assertEquals(2, files.filter(Files::isDirectory).count(), "no more folders than daemons at once");
        }
    }

    @Test
    void distribution_isInTheOrderOfItsLevels() throws IOException {
        for (var jar : List.of("10/c.jar", "2/b.jar", "2/a.jar", "2/readme.txt")) {
            var file = folder.resolve("bundle").resolve(jar);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
        var bundles = Distribution.in(folder).bundles();
        assertEquals(List.of(2, 10), List.copyOf(bundles.keySet()));
        var two = folder.resolve("bundle").resolve("2");
        assertEquals(List.of(two.resolve("a.jar"), two.resolve("b.jar")), bundles.get(2));
        assertThrows(IOException.class, () -> Distribution.in(folder.resolve("nowhere")));
    }

    @Test
    void fingerprint_changesWithTheBundles() throws IOException {
        var jar = folder.resolve("bundle/1/a.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "one");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        var one = Distribution.in(folder).fingerprint();
        assertEquals(one, Distribution.in(folder).fingerprint());
        Files.writeString(folder.resolve("stamp"), "built");
        assertNotEquals(one, Distribution.in(folder).fingerprint());
        Files.delete(folder.resolve("stamp"));
        Files.writeString(jar, "three");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        assertNotEquals(one, Distribution.in(folder).fingerprint());
    }
}
