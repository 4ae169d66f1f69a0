package chaos.itest.framework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What the launcher would hand over, by the same means. */
final class Settings {

    static final String CONTROL = "chaos.control";
    static final String MODEL = "chaos.dataplane.model";
    static final String NETLINK = "chaos.dataplane.netlink";
    static final String HTTP = "chaos.http";
    static final String CONSOLE = "chaos.gogo.console";

    private static final String DEFAULT = "default";
    private static final Path FOLDER = temporary();

    private final ConfigurationAdmin admin;

    Settings(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /** Where the daemon of this process listens. */
    static Path socket() {
        return FOLDER.resolve("chaosd.sock");
    }

    /** One link with the model plane on it, the API and the console: what chaosd without a file is. */
    void standard() throws IOException {
        once(CONSOLE, Map.of("socket", FOLDER.resolve("console.sock").toString()));
        once(HTTP, Map.of("socket", socket().toString()));
        plane(MODEL, "model", 100);
        link(DEFAULT);
    }

    Configuration link(String name) throws IOException {
        return many(CONTROL, name, Map.of("chaos.link", name, "real_ports", false));
    }

    /** A plane of the default link. */
    Configuration plane(String bundle, String name, int ranking) throws IOException {
        return plane(bundle, name, ranking, Map.of());
    }

    Configuration plane(String bundle, String name, int ranking, Map<String, Object> more) throws IOException {
        var values = new TreeMap<String, Object>(more);
        values.putAll(Map.of("chaos.link", DEFAULT, "chaos.plane", name, "service.ranking", ranking));
        return many(bundle, name, values);
    }

    Configuration once(String pid, Map<String, Object> values) throws IOException {
        return set(admin.getConfiguration(pid, "?"), values);
    }

    private Configuration many(String pid, String name, Map<String, Object> values) throws IOException {
        return set(admin.getFactoryConfiguration(pid, name, "?"), values);
    }

    private static Configuration set(Configuration configuration, Map<String, Object> values) throws IOException {
        configuration.updateIfDifferent(FrameworkUtil.asDictionary(values));
        return configuration;
    }

    private static Path temporary() {
        try {
            var folder = Files.createTempDirectory("chaos-itest");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
