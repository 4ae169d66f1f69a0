package chaos.itest.architecture;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** Which classes the classes of a folder mention, as the JDK's own jdeps reads it from the class files. */
final class ClassScan {

    /** One line of {@code jdeps -verbose:class}: two class names, and where the second one is. */
    private static final Pattern LINE = Pattern.compile("\\s+(\\S+)\\s+->\\s+(\\S+)\\s+.*");

    private ClassScan() {}

    static Map<String, Set<String>> of(Path classes) {
        var out = new StringWriter();
        var err = new StringWriter();
        var status = ToolProvider.findFirst("jdeps")
                .orElseThrow(() -> new IllegalStateException("this Java has no jdeps; a JDK is needed"))
                .run(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        "-verbose:class",
                        "-filter:none",
                        "--ignore-missing-deps",
                        "--multi-release",
                        "base",
                        classes.toString());
        if (status != 0) {
            throw new IllegalStateException("jdeps " + classes + ": " + out + err);
        }
        var uses = new TreeMap<String, Set<String>>();
        out.toString().lines().map(LINE::matcher).filter(m -> m.matches()).forEach(m -> uses.computeIfAbsent(
                        m.group(1), name -> new TreeSet<>())
                .add(m.group(2)));
        return uses;
    }
}
