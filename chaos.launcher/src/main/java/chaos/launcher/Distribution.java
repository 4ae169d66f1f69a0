package chaos.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bundles of an installation: {@code bundle/<start level>/*.jar}.
 *
 * @param bundles the jars of each start level, in the order they are started
 * @param built when it was built; empty where nobody has noted it
 */
record Distribution(SortedMap<Integer, List<Path>> bundles, String built) {

    /** The system property that names the folder of the installation. */
    static final String HOME = "chaos.home";

    /**
     * The bundles under a folder.
     *
     * @throws IOException if there are none; the message says what to do
     */
    static Distribution in(Path home) throws IOException {
        var levels = new TreeMap<Integer, List<Path>>();
        var root = home.resolve("bundle");
        if (Files.isDirectory(root)) {
            try (var folders = Files.newDirectoryStream(root, "[0-9]*")) {
                for (var folder : folders) {
                    levels.put(level(folder), jars(folder));
                }
            }
        }
        if (levels.isEmpty()) {
            throw new IOException("no bundles in " + root + "; the installation is incomplete, build or install again");
        }
        var stamp = home.resolve("stamp");
        return new Distribution(levels, Files.exists(stamp) ? Files.readString(stamp) : "");
    }

    /** Whether the bundle of that name is among them. */
    boolean has(String bundle) {
        return bundles.values().stream()
                .flatMap(List::stream)
                .anyMatch(jar -> jar.getFileName().toString().startsWith(bundle + "-"));
    }

    /** What tells these bundles from any others: each with its place, size and time, and the Java that runs them. */
    String fingerprint() throws IOException {
        var text = new StringBuilder(System.getProperty("java.vm.version"));
        for (var level : bundles.entrySet()) {
            for (var jar : level.getValue()) {
                text.append('\n').append(level.getKey()).append(' ').append(jar.toAbsolutePath());
                text.append(' ').append(Files.size(jar)).append(' ').append(Files.getLastModifiedTime(jar));
            }
        }
        return text.append('\n').append(built).toString();
    }

    private static int level(Path folder) throws IOException {
        try {
            return Integer.parseInt(folder.getFileName().toString());
        } catch (NumberFormatException e) {
            throw new IOException(folder + " must be named after a start level, such as 3", e);
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
