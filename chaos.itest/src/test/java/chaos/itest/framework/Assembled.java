package chaos.itest.framework;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;

import chaos.itest.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** The bundles of the distribution that run/ assembled, at its own start levels, for a framework of Pax Exam. */
final class Assembled {

    private Assembled() {}

    /**
     * Everything that the distribution holds.
     *
     * @throws IllegalStateException if it has not been built
     */
    static Option[] distribution() {
        var options = new ArrayList<Option>();
        options.add(junitBundles());
        options.add(shared());
        options.add(frameworkProperty("ds.showerrors").value("true"));
        options.add(frameworkProperty("gosh.args").value("--nointeractive --noshutdown"));
        bundles()
                .forEach(jar -> options.add(bundle("reference:" + jar.toUri())
                        .startLevel(
                                Integer.parseInt(jar.getParent().getFileName().toString()))));
        return options.toArray(Option[]::new);
    }

    /** The bundle files, by start level and name. */
    static List<Path> bundles() {
        var root = Folders.DISTRIBUTION.resolve("bundle");
        try (Stream<Path> files = Files.walk(root)) {
            var jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw new IllegalStateException(root + " is empty; run mvn verify in the workspace");
            }
            return jars;
        } catch (IOException e) {
            throw new IllegalStateException("no distribution in " + root + "; run mvn verify in the workspace", e);
        }
    }

    /** What the launcher shares with the bundles; Pax Exam's own bundles ask for the old line of slf4j. */
    private static Option shared() {
        return composite(Stream.of("2.0.17", "1.7.36")
                .flatMap(version -> Stream.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
                        .map(name -> systemPackage(name + ";version=" + version)))
                .toArray(Option[]::new));
    }
}
