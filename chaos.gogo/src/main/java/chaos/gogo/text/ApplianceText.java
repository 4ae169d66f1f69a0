package chaos.gogo.text;

import chaos.api.dataplane.Capabilities;
import chaos.api.link.Direction;
import chaos.api.unit.DurationText;
import chaos.json.CapabilitiesJson;
import chaos.json.HealthJson;
import chaos.json.LinkSummaryJson;
import chaos.json.PlanesJson;
import chaos.json.PortJson;
import chaos.json.SwapJson;
import chaos.json.SystemJson;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The appliance, its links, planes and health for people. */
public final class ApplianceText {

    private ApplianceText() {}

    /** The appliance. */
    public static List<String> system(SystemJson system) {
        var lines = new ArrayList<String>();
        var started = Instant.ofEpochSecond(0, system.startedAt()).truncatedTo(ChronoUnit.SECONDS);
        lines.add("chaos " + system.version() + ", API " + system.apiVersion() + ", started " + started);
        system.links().forEach(link -> lines.add(link(link)));
        var ways = new Ways(system.ports());
        system.ports().forEach(port -> lines.add("  " + port(port, ways)));
        system.capabilities().ifPresent(can -> lines.addAll(capabilities(can)));
        system.warnings().orElse(List.of()).forEach(warning -> lines.add("warning: " + warning));
        return lines;
    }

    /** The planes. */
    public static List<String> planes(PlanesJson planes) {
        var table = new Table(false).row(List.of("PLANE", "LINK", "RANKING", "STATE", "TRAFFIC", "VERSION", ""));
        planes.planes()
                .forEach(plane -> table.row(List.of(
                        plane.name(),
                        plane.link(),
                        Long.toString(plane.ranking()),
                        plane.state(),
                        plane.carriesTraffic() ? "carries" : "none",
                        plane.version(),
                        plane.reason().orElse(""))));
        return table.lines();
    }

    /** A change of planes. */
    public static List<String> swap(SwapJson swap) {
        var lines = new ArrayList<String>();
        lines.add("plane " + swap.plane() + " is live; gap " + DurationText.print(rounded(swap.gap())));
        lines.add(
                swap.reapplied().isEmpty()
                        ? "no impairment had to be applied again"
                        : "applied again: " + String.join(", ", swap.reapplied()));
        swap.leftOut().forEach(field -> lines.add("LEFT OUT " + field + ": this plane cannot hold it"));
        return lines;
    }

    /** The health. */
    public static List<String> health(HealthJson health) {
        var table = new Table(false).row(List.of("STATUS", "CHECK", ""));
        health.checks().forEach(check -> table.row(List.of(check.status(), check.name(), check.detail())));
        var lines = new ArrayList<String>();
        lines.add("health: " + health.status());
        lines.addAll(table.lines());
        return lines;
    }

    private static String link(LinkSummaryJson link) {
        return "link " + link.name() + ": " + link.state()
                + link.plane().map(plane -> ", plane " + plane).orElse("")
                + link.reason().map(reason -> " (" + reason + ")").orElse("");
    }

    private static String port(PortJson port, Ways ways) {
        return port.direction() + "  " + ways.arrow(Direction.parse(port.direction())) + ", programmed on "
                + port.interface_() + port.bdf().map(bdf -> " at " + bdf).orElse("") + ", "
                + (port.carrier() ? "carrier" : "NO CARRIER") + ", mtu " + port.mtu() + ", offloads "
                + (port.offloadsOff() ? "off" : "not seen to be off");
    }

    private static List<String> capabilities(CapabilitiesJson can) {
        var all = supported(can);
        var lines = new ArrayList<String>();
        lines.add("plane " + can.backendName() + " " + can.backendVersion()
                + (can.carriesTraffic() ? "" : ", CARRIES NO TRAFFIC"));
        lines.add("  can         " + names(all, true));
        if (all.containsValue(false)) {
            lines.add("  cannot      " + names(all, false));
        }
        if (!can.supportsDistributions().isEmpty()) {
            lines.add("  jitter      "
                    + can.supportsDistributions().stream()
                            .map(each ->
                                    each.name().map(name -> "table " + name).orElse(each.kind()))
                            .collect(Collectors.joining(", ")));
        }
        Optional.ofNullable(can.limits().get(Capabilities.BUFFER_FRAMES))
                .ifPresent(frames -> lines.add("  buffer      " + frames + " frames in flight in each direction"));
        can.missing().forEach(missing -> lines.add("  MISSING     " + missing.what() + ": " + missing.remedy()));
        return lines;
    }

    private static String names(Map<String, Boolean> all, boolean supported) {
        return all.entrySet().stream()
                .filter(entry -> entry.getValue() == supported)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Boolean> supported(CapabilitiesJson can) {
        var all = new LinkedHashMap<String, Boolean>();
        all.put("latency", can.supportsLatency());
        all.put("loss", can.supportsLossBernoulli());
        all.put("gilbert_elliott loss", can.supportsLossGilbertElliott());
        all.put("four_state loss", can.supportsLossFourState());
        all.put("duplication", can.supportsDuplication());
        all.put("reordering", can.supportsReordering());
        all.put("corruption", can.supportsCorruption());
        all.put("bit errors", can.supportsCorruptionBer());
        all.put("rate", can.supportsRate());
        all.put("queue", can.supportsQueue());
        all.put("order kept", can.supportsOrderingPreserve());
        all.put("seed", can.supportsSeed());
        return all;
    }

    /** To microseconds: what is below is noise of the clock. */
    private static Duration rounded(long nanos) {
        return Duration.ofNanos(nanos).truncatedTo(ChronoUnit.MICROS);
    }
}
