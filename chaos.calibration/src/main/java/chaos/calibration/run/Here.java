package chaos.calibration.run;

import chaos.api.calibration.Environment;
import chaos.api.dataplane.PlaneDescription;
import chaos.calibration.baseline.BaselineStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The machine that a run is made on, as the kernel tells it. */
final class Here {

    private static final Path KERNEL = Path.of("/proc/version");
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path PRODUCT = Path.of("/sys/class/dmi/id/product_name");
    private static final String MODEL = "model name";

    private Here() {}

    static Environment environment(PlaneDescription plane, String version, Map<String, String> more) {
        var facts = new TreeMap<>(more);
        facts.put("product", "CHAOS " + version);
        facts.put("plane version", plane.version());
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        return new Environment(plane.name(), kernel(), hardware(), facts);
    }

    /** Which machine this is. */
    static BaselineStore.Machine machine() {
        return new BaselineStore.Machine(kernel(), hardware());
    }

    private static String kernel() {
        return first(KERNEL, System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    private static String hardware() {
        int count = Runtime.getRuntime().availableProcessors();
        return first(PRODUCT, "machine without a name") + ", " + count + " × " + processor();
    }

    private static String processor() {
        try (var lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith(MODEL) && line.contains(":"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String first(Path file, String otherwise) {
        try {
            var text = Files.readString(file).strip();
            return text.isEmpty() ? otherwise : text;
        } catch (IOException e) {
            return otherwise;
        }
    }
}
