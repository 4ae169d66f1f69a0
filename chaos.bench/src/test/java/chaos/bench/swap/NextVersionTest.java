package chaos.bench.swap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NextVersionTest {

    @TempDir
    private Path folder;

    @Test
    void of_changesTheVersionAndNothingElse() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "a.bundle");
        manifest.getMainAttributes().putValue("Bundle-Version", "0.1.0");
        var bundle = folder.resolve("a.jar");
        var content = "content".getBytes(StandardCharsets.UTF_8);
        try (var jar = new JarOutputStream(Files.newOutputStream(bundle), manifest)) {
            jar.putNextEntry(new JarEntry("a/file"));
            jar.write(content);
            jar.closeEntry();
        }
        var copy = folder.resolve("b.jar");
        NextVersion.of(bundle, copy);
        try (var jar = new JarFile(copy.toFile())) {
            var attributes = jar.getManifest().getMainAttributes();
            assertEquals(NextVersion.VERSION, attributes.getValue("Bundle-Version"));
            assertEquals("a.bundle", attributes.getValue("Bundle-SymbolicName"));
            assertArrayEquals(
                    content, jar.getInputStream(jar.getEntry("a/file")).readAllBytes());
        }
    }
}
