package chaos.itest.architecture;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table "Who may depend on whom" of docs/architecture.md. The document is the rule: what it does not allow is
 * refused, and a package that belongs to no column is refused too.
 *
 * @param rows for each bundle, named as in the table, what each column says
 */
record DependencyTable(Map<String, Map<String, String>> rows) {

    /** The cells that allow classes to be used. "As a service" does not: its types are those of the API. */
    private static final Set<String> ALLOWED = Set.of("yes", "only here");

    /** What every bundle may use: the JDK, the framework's own types and logging. */
    private static final List<String> EVERYBODY =
            List.of("java.", "javax.", "jdk.net.", "org.ietf.jgss.", "org.osgi.", "org.slf4j.");

    /** What the API may use: the annotations are read when it is built and are gone at run time. */
    private static final List<String> API = List.of("java.", "org.osgi.annotation.");

    private static final String PROVIDER_ONLY = "as a JAX-RS provider";
    private static final String PROVIDER_PACKAGE = "com.fasterxml.jackson.jakarta.rs.";

    private static final Map<String, List<String>> PACKAGES = columns();

    private static Map<String, List<String>> columns() {
        var columns = new LinkedHashMap<String, List<String>>();
        columns.put("api", List.of("chaos.api."));
        columns.put("json", List.of("chaos.json."));
        columns.put("client", List.of("chaos.client."));
        columns.put("linux", List.of("chaos.linux."));
        columns.put("distribution", List.of("chaos.distribution."));
        columns.put("engine", List.of("chaos.engine."));
        columns.put("control", List.of("chaos.control."));
        columns.put("planes, rigs", List.of("chaos.dataplane.", "chaos.rig."));
        columns.put("JNA", List.of("com.sun.jna."));
        columns.put("Jackson", List.of("com.fasterxml.jackson."));
        columns.put(
                "Jetty, Jersey",
                List.of("org.eclipse.jetty.", "org.glassfish.", "jakarta.", "org.jvnet.hk2.", "io.swagger.v3.oas."));
        columns.put(
                "Gogo, picocli, JLine",
                List.of("org.apache.felix.gogo.", "org.apache.felix.service.", "picocli.", "org.jline."));
        columns.put("HttpClient", List.of("org.apache.hc."));
        columns.put("Felix, tomlj", List.of("org.apache.felix.framework.", "org.tomlj."));
        columns.put("JUnit", List.of("org.junit.", "org.opentest4j."));
        columns.put("JMH", List.of("org.openjdk.jmh."));
        columns.put("pkts", List.of("io.pkts."));
        columns.put("HdrHistogram", List.of("org.HdrHistogram."));
        columns.put("Commons Statistics", List.of("org.apache.commons.statistics."));
        return columns;
    }

    /**
     * Reads the table from the document.
     *
     * @throws IllegalStateException if it is not there, or has a column or cell that this test does not know
     */
    static DependencyTable parse(String document) {
        var lines = document.lines()
                .dropWhile(line -> !line.startsWith("| from ↓ to →"))
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
        if (lines.size() < 3) {
            throw new IllegalStateException("docs/architecture.md has no table \"from ↓ to →\"");
        }
        var columns = lines.get(0).subList(1, lines.get(0).size());
        if (!List.copyOf(PACKAGES.keySet()).equals(columns)) {
            throw new IllegalStateException("the columns are " + columns + ", known are " + PACKAGES.keySet());
        }
        var rows = new LinkedHashMap<String, Map<String, String>>();
        for (var line : lines.subList(2, lines.size())) {
            var cells = new LinkedHashMap<String, String>();
            for (var i = 0; i < columns.size(); i++) {
                cells.put(columns.get(i), known(line.get(i + 1)));
            }
            rows.put(line.get(0), cells);
        }
        return new DependencyTable(rows);
    }

    private static String known(String cell) {
        if (!ALLOWED.contains(cell)
                && !Set.of("–", "no", "as a service", PROVIDER_ONLY).contains(cell)) {
            throw new IllegalStateException("the cell \"" + cell + "\" is not one of those that mean something");
        }
        return cell;
    }

    /** The row of a bundle: {@code chaos.dataplane.netlink} is the row netlink. */
    static String row(String bundle) {
        return bundle.substring(bundle.lastIndexOf('.') + 1);
    }

    /** What is wrong with a bundle using a package or class; empty if nothing is. */
    Optional<String> refusal(String bundle, String used) {
        var row = rows.get(row(bundle));
        if (row == null) {
            return Optional.of("has no row in the table of docs/architecture.md");
        }
        var dotted = used + ".";
        var free = bundle.equals("chaos.api") ? API : EVERYBODY;
        if (dotted.startsWith(bundle + ".") || free.stream().anyMatch(dotted::startsWith)) {
            return Optional.empty();
        }
        return column(dotted)
                .map(column -> allows(row.get(column), dotted)
                        ? Optional.<String>empty()
                        : Optional.of("uses " + used + "; column " + column + " says " + row.get(column)))
                .orElseGet(() -> Optional.of("uses " + used + ", which is in no column of the table"));
    }

    private static Optional<String> column(String dotted) {
        return PACKAGES.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(dotted::startsWith))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean allows(String cell, String dotted) {
        return cell.equals(PROVIDER_ONLY) ? dotted.startsWith(PROVIDER_PACKAGE) : ALLOWED.contains(cell);
    }
}
