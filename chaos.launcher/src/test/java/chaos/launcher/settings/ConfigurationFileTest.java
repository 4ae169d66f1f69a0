package chaos.launcher.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.api.unit.ByteCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationFileTest {

    private static final String PORTS = "port1_interface = \"a1\"\nport2_interface = \"a2\"\n";

    @TempDir
    private Path folder;

    @Test
    void parse_readsEveryKey() throws RefusedException {
        var settings = parse(
                PORTS
                        + """
                plane = "netlink"
                netns = "lab"
                take_over = true
                buffer = "32mb"
                socket_path = "/run/lab/chaosd.sock"
                state_dir = "/var/lib/lab"
                baseline_path = "/var/lib/lab/baseline.json"
                [[link]]
                name = "wan"
                port1_interface = "b1"
                port2_interface = "b2"
                """);
        var lab = new LinkSettings.Ports(
                new PortName("a1"), new PortName("a2"), Optional.of("lab"), true, Optional.of(ByteCount.parse("32mb")));
        var wan = new LinkSettings.Ports(
                new PortName("b1"), new PortName("b2"), Optional.empty(), false, Optional.empty());
        assertEquals(
                new Settings(
                        List.of(
                                new LinkSettings(LinkName.DEFAULT, Optional.of(lab), Optional.of("netlink")),
                                new LinkSettings(new LinkName("wan"), Optional.of(wan), Optional.empty())),
                        Optional.of("/run/lab/chaosd.sock"),
                        Optional.of(Path.of("/var/lib/lab")),
                        Optional.of(Path.of("/var/lib/lab/baseline.json"))),
                settings);
    }

    @Test
    void parse_ofNothingIsTheModelPlaneAlone() throws RefusedException {
        assertEquals(Settings.NONE, parse("# nothing yet\n"));
    }

    @Test
    void parse_letsTwoNamespacesHaveAnInterfaceOfOneName() throws RefusedException {
        var settings = parse(PORTS + "[[link]]\nname = \"b\"\nnetns = \"lab\"\n" + PORTS);
        assertEquals(2, settings.links().size());
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        "port1_interfac = \"a\"",
                        "1:1: unknown key \"port1_interfac\"; did you mean \"port1_interface\"?"),
                arguments("\ncolour = 1", "2:1: unknown key \"colour\"; known here are baseline_path, buffer, link"),
                arguments("plane = 5", "1:1: plane must be a string, for example plane = \"packet\""),
                arguments("plane = \"Big One\"", "1:1: plane: must be the name of a plane"),
                arguments("take_over = \"yes\"\n" + PORTS, "1:1: take_over must be true or false, without quotes"),
                arguments("buffer = \"32mb\"", "1:1: buffer is about ports: add port1_interface and port2_interface"),
                arguments(PORTS + "buffer = 64", "3:1: buffer must be a string, for example buffer = \"64mb\""),
                arguments(PORTS + "buffer = \"64 MiB\"", "3:1: buffer: must be a size such as 1500 or 32kb"),
                arguments(PORTS + "buffer = \"1mb\"", "3:1: buffer: must be 4mb to 1024mb for the frames in flight"),
                arguments(PORTS + "buffer = \"2048mb\"", "3:1: buffer: must be 4mb to 1024mb for the frames in flight"),
                arguments(PORTS + "buffer = \"4gb\"", "3:1: buffer: must be 4mb to 1024mb for the frames in flight"),
                arguments("socket_path = 1", "1:1: socket_path must be a string, for example socket_path = \"/run/ch"),
                arguments("plane = \"model\"\nplane = \"model\"", "2:1: plane previously defined at line 1, column 1"),
                arguments("plane = ", "1:9: Unexpected end of input"),
                arguments("port1_interface = \"a\"", "1:1: port1_interface needs its partner: add port2_interface"),
                arguments("port2_interface = \"a\"", "1:1: port2_interface needs its partner: add port1_interface"),
                arguments("netns = \"lab\"", "1:1: netns is about ports: add port1_interface and port2_interface"),
                arguments(
                        "port1_interface = \"sixteen_letters_\"\nport2_interface = \"b\"",
                        "1:1: port1_interface: must be an interface name of 1 to 15 characters"),
                arguments(
                        "port1_interface = \"a\"\nport2_interface = \"a\"",
                        "2:1: both ports are a; a link joins two different interfaces"),
                arguments(
                        "socket_path = \"/" + "d".repeat(107) + "\"", "1:1: socket_path: a socket path is at most 106"),
                arguments("state_dir = \"relative\"", "1:1: state_dir: must be an absolute path, was \"relative\""),
                arguments("link = 1", "1:1: link must be one or more [[link]] tables"),
                arguments("[[link]]\nplane = \"model\"", "2:1: a [[link]] needs a name, for example name = \"wan\""),
                arguments("[[link]]\nname = \"WAN\"", "2:1: name: must be 1 to 32 of a-z"),
                arguments("[[link]]\nname = \"default\"", "2:1: a link named \"default\" exists already"),
                arguments("[[link]]\nname = \"w\"\nsocket_path = \"/x\"", "3:1: unknown key \"socket_path\""),
                arguments(
                        PORTS + "[[link]]\nname = \"w\"\n" + PORTS,
                        "5:1: interface a1 belongs to link \"default\" already; a port has one link"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void parse_refusesWithPlaceAndRemedy(String text, String expected) {
        var refusal = assertThrows(RefusedException.class, () -> parse(text));
        var first = refusal.sentences().get(0);
        assertEquals("lab.toml:" + expected, first.substring(0, Math.min(first.length(), expected.length() + 9)));
    }

    @Test
    void parse_reportsAllAtOnceInTheOrderOfTheFile() {
        var refusal = assertThrows(RefusedException.class, () -> parse("b = 1\nplane = 2\na = 3\n"));
        assertEquals(
                List.of("lab.toml:1:1", "lab.toml:2:1", "lab.toml:3:1"),
                refusal.sentences().stream().map(s -> s.substring(0, 12)).toList());
    }

    @Test
    void parse_refusesPortsAgainstTheOrderOfTheirSlots() throws IOException {
        interfaceAt("a1", "0000:05:00.0");
        interfaceAt("a2", "0000:04:00.0");
        var refusal = assertThrows(
                RefusedException.class, () -> ConfigurationFile.parse("lab.toml", PORTS, new PciSlots(folder)));
        assertEquals(
                List.of("lab.toml:1:1: port 1 must have the lower PCI address, but a1 is at 0000:05:00.0 and a2 at"
                        + " 0000:04:00.0; swap port1_interface and port2_interface"),
                refusal.sentences());
    }

    @Test
    void parse_takesPortsInTheOrderOfTheirSlotsAndVirtualOnes() throws IOException, RefusedException {
        interfaceAt("a1", "0000:04:00.0");
        assertEquals(
                1,
                ConfigurationFile.parse("x", PORTS, new PciSlots(folder))
                        .links()
                        .size());
        interfaceAt("a2", "0000:04:00.1");
        assertEquals(
                1,
                ConfigurationFile.parse("x", PORTS, new PciSlots(folder))
                        .links()
                        .size());
    }

    @Test
    void read_saysWhichFileCannotBeRead() throws IOException {
        var missing = folder.resolve("none.toml");
        var refusal = assertThrows(RefusedException.class, () -> ConfigurationFile.read(missing));
        assertEquals(
                List.of(missing + ": cannot be read; see that it exists and that you may read it"),
                refusal.sentences());
        var binary = Files.write(folder.resolve("binary.toml"), new byte[] {(byte) 0xff, 0});
        assertEquals(
                List.of(binary + ": is not UTF-8 text; save it as UTF-8"),
                assertThrows(RefusedException.class, () -> ConfigurationFile.read(binary))
                        .sentences());
    }

    private void interfaceAt(String name, String address) throws IOException {
        var device = Files.createDirectories(folder.resolve("devices").resolve(address));
        Files.createSymbolicLink(Files.createDirectory(folder.resolve(name)).resolve("device"), device);
    }

    private Settings parse(String text) throws RefusedException {
        return ConfigurationFile.parse("lab.toml", text, new PciSlots(folder));
    }
}
