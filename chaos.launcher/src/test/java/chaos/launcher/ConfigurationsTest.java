package chaos.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.api.socket.SocketPath;
import chaos.api.unit.ByteCount;
import chaos.launcher.settings.LinkSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigurationsTest {

    private static final Place PLACE = new Place(
            SocketPath.parse("/run/lab/chaosd.sock"),
            Path.of("/var/lib/lab"),
            Path.of("/srv/baseline.json"),
            Path.of("/tmp/x"));
    private static final Configurations.Entry HTTP =
            new Configurations.Entry("chaos.http", "", Map.of("socket", "/run/lab/chaosd.sock"));
    private static final Configurations.Entry PREDICTOR =
            new Configurations.Entry("chaos.dataplane.model.predictor", "", Map.of("state.dir", "/var/lib/lab"));
    private static final Configurations.Entry TABLES =
            new Configurations.Entry("chaos.control.distributions", "", Map.of("state.dir", "/var/lib/lab"));
    private static final Configurations.Entry CALIBRATION = new Configurations.Entry(
            "chaos.calibration",
            "",
            Map.of(
                    "socket",
                    "/run/lab/chaosd.sock",
                    "state.dir",
                    "/var/lib/lab",
                    "baseline.path",
                    "/srv/baseline.json"));
    private static final Configurations.Entry CONSOLE =
            new Configurations.Entry("chaos.gogo.console", "", Map.of("socket", "/run/lab/console.sock"));

    private static final Map<String, Object> ON_PORTS = Map.of(
            "chaos.link",
            "wan",
            "port1",
            "a1",
            "port2",
            "a2",
            "netns",
            "lab",
            "take.over",
            true,
            "state.dir",
            "/var/lib/lab");

    @Test
    void of_withoutPortsIsTheModelPlaneAlone() {
        assertEquals(
                List.of(
                        new Configurations.Entry(
                                "chaos.control", "default", Map.of("chaos.link", "default", "real.ports", false)),
                        new Configurations.Entry(
                                "chaos.dataplane.model",
                                "default",
                                Map.of(
                                        "chaos.link",
                                        "default",
                                        "state.dir",
                                        "/var/lib/lab",
                                        "plane.target",
                                        "(chaos.link=default)")),
                        PREDICTOR,
                        TABLES,
                        HTTP,
                        CALIBRATION,
                        CONSOLE),
                Configurations.of(List.of(LinkSettings.DEFAULT), PLACE));
    }

    @Test
    void of_portsAddsThePlanesThatCarryTraffic() {
        var ports = new LinkSettings.Ports(
                new PortName("a1"), new PortName("a2"), Optional.of("lab"), true, Optional.of(ByteCount.parse("32mb")));
        var link = new LinkSettings(new LinkName("wan"), Optional.of(ports), Optional.of("netlink"));
        var buffered = new TreeMap<>(ON_PORTS);
        buffered.put("buffer.bytes", 33_554_432L);
        assertEquals(
                List.of(
                        new Configurations.Entry(
                                "chaos.control",
                                "wan",
                                Map.of("chaos.link", "wan", "real.ports", true, "plane", "netlink")),
                        new Configurations.Entry(
                                "chaos.dataplane.model",
                                "wan",
                                Map.of(
                                        "chaos.link",
                                        "wan",
                                        "state.dir",
                                        "/var/lib/lab",
                                        "plane.target",
                                        "(chaos.link=wan)")),
                        new Configurations.Entry("chaos.dataplane.netlink", "wan", ON_PORTS),
                        new Configurations.Entry("chaos.dataplane.packet", "wan", buffered),
                        new Configurations.Entry(
                                "chaos.rig.wire",
                                "wan",
                                Map.of("chaos.link", "wan", "port1", "a1", "port2", "a2", "netns", "lab")),
                        PREDICTOR,
                        TABLES,
                        HTTP,
                        CALIBRATION,
                        CONSOLE),
                Configurations.of(List.of(link), PLACE));
    }
}
