package chaos.itest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where things are in the work tree, from wherever in it the tests were started. */
public final class Folders {

    /** The root of the work tree. */
    public static final Path ROOT = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
            .takeWhile(folder -> folder != null)
            .filter(folder -> Files.exists(folder.resolve("cnf/pom.xml")))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("these tests run in the work tree of the project only"));

    /** The distribution that run/ assembled. */
    public static final Path DISTRIBUTION = ROOT.resolve("run/target/dist");

    private Folders() {}
}
