package chaos.launcher;

import chaos.api.dataplane.DataPlane;
import chaos.launcher.settings.LinkSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The settings as Configuration Admin holds them: one set of factory configurations a link, named after it, and one
 * configuration for each component that is there once. They are set at every start and never kept.
 */
final class Configurations {

    /**
     * One configuration.
     *
     * @param pid the PID, or the factory PID
     * @param name the name under a factory PID; empty for a configuration that is there once
     * @param values its properties
     */
    record Entry(String pid, String name, Map<String, Object> values) {}

    private static final String STATE_DIR = "state.dir";

    private Configurations() {}

    static List<Entry> of(List<LinkSettings> links, Place place) {
        var entries = new ArrayList<Entry>();
        var state = place.stateDir().toString();
        links.forEach(link -> addLink(entries, link, state));
        entries.add(new Entry("chaos.dataplane.model.predictor", "", Map.of(STATE_DIR, state)));
        entries.add(new Entry("chaos.control.distributions", "", Map.of(STATE_DIR, state)));
        entries.add(new Entry("chaos.http", "", Map.of("socket", place.socket().toString())));
        entries.add(new Entry(
                "chaos.calibration",
                "",
                Map.of(
                        "socket",
                        place.socket().toString(),
                        STATE_DIR,
                        state,
                        "baseline.path",
                        place.baseline().toString())));
        entries.add(new Entry(
                "chaos.gogo.console",
                "",
                Map.of("socket", place.socket().console().toString())));
        return List.copyOf(entries);
    }

    /** Sets these, and no others: what an earlier start left is not kept. */
    static void set(ConfigurationAdmin admin, List<Entry> entries) throws IOException {
        for (var configuration : left(admin)) {
            configuration.delete();
        }
        for (var entry : entries) {
            var configuration = entry.name().isEmpty()
                    ? admin.getConfiguration(entry.pid(), "?")
                    : admin.getFactoryConfiguration(entry.pid(), entry.name(), "?");
            configuration.update(FrameworkUtil.asDictionary(entry.values()));
        }
    }

    private static Configuration[] left(ConfigurationAdmin admin) throws IOException {
        try {
            var all = admin.listConfigurations(null);
            return all == null ? new Configuration[0] : all;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter has no syntax", e);
        }
    }

    private static void addLink(List<Entry> entries, LinkSettings link, String state) {
        var name = link.name().value();
        var control = new TreeMap<String, Object>();
        control.put(DataPlane.LINK, name);
        control.put("real.ports", link.ports().isPresent());
        link.plane().ifPresent(plane -> control.put("plane", plane));
        entries.add(new Entry("chaos.control", name, control));
        // The plane and its rig share a configuration; the rig is bound to the plane of its link.
        var own = "(" + DataPlane.LINK + "=" + name + ")";
        entries.add(new Entry(
                "chaos.dataplane.model", name, Map.of(DataPlane.LINK, name, STATE_DIR, state, "plane.target", own)));
        link.ports().ifPresent(ports -> {
            entries.add(new Entry("chaos.dataplane.netlink", name, onPorts(name, ports, state)));
            var packet = onPorts(name, ports, state);
            ports.buffer().ifPresent(buffer -> packet.put("buffer.bytes", buffer.bytes()));
            entries.add(new Entry("chaos.dataplane.packet", name, packet));
            var rig = onPorts(name, ports, state);
            rig.keySet().removeAll(Set.of("take.over", STATE_DIR)); // it takes and keeps nothing
            entries.add(new Entry("chaos.rig.wire", name, rig));
        });
    }

    /** What every plane on real ports is told. */
    private static Map<String, Object> onPorts(String link, LinkSettings.Ports ports, String state) {
        var plane = new TreeMap<String, Object>();
        plane.put(DataPlane.LINK, link);
        plane.put("port1", ports.port1().value());
        plane.put("port2", ports.port2().value());
        plane.put("take.over", ports.takeOver());
        plane.put(STATE_DIR, state);
        ports.netns().ifPresent(netns -> plane.put("netns", netns));
        return plane;
    }
}
