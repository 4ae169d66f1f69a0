package chaos.bench.swap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** A bundle of another version with the same content: what an upgrade brings. */
final class NextVersion {

    static final String VERSION = "999.0.0";

    private NextVersion() {}

    static void of(Path bundle, Path copy) throws IOException {
        try (var from = new JarFile(bundle.toFile())) {
            var manifest = from.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", VERSION);
            try (var to = new JarOutputStream(Files.newOutputStream(copy), manifest)) {
                for (var entry : from.stream().toList()) {
                    if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        to.putNextEntry(new JarEntry(entry.getName()));
                        from.getInputStream(entry).transferTo(to);
                        to.closeEntry();
                    }
                }
            }
        }
    }
}
