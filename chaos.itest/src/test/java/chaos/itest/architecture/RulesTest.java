package chaos.itest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.itest.architecture.Built.ClassUses;
import chaos.itest.architecture.Built.Component;
import chaos.itest.architecture.Built.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each planted violation is found, and nothing is found where nothing is wrong. */
class RulesTest {

    private static final String PLANE = "chaos.api.dataplane.DataPlane";
    private static final String LINUX = "chaos.linux";
    private static final String NETLINK = "chaos.dataplane.netlink";
    private static final DependencyTable TABLE = DependencyTable.parse(read("docs/architecture.md"));

    @TempDir
    private Path folder;

    static Stream<Arguments> headers() {
        return Stream.of(
                arguments("chaos.http", "Bundle-SymbolicName", "chaos.web", "has the symbolic name chaos.web"),
                arguments("chaos.http", "Require-Bundle", "chaos.api", "has the header Require-Bundle"),
                arguments("chaos.http", "DynamicImport-Package", "*", "has the header DynamicImport-Package"),
                arguments("chaos.http", "Bundle-Activator", "chaos.http.A", "has the header Bundle-Activator"),
                arguments(
                        "chaos.control", "Export-Package", "chaos.control;version=\"1.0.0\"", "only libraries export"),
                arguments("chaos.json", "Export-Package", "org.copied;version=\"1.0.0\"", "which is not its own"),
                arguments(
                        "chaos.control",
                        "Import-Package",
                        "org.slf4j;version=\"[2,3)\";resolution:=optional",
                        "imports org.slf4j optionally"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("headers")
    void header_thatBreaksARule_isFound(String bundle, String header, String value, String expected) {
        assertFound(expected, withHeader(bundle, header, value));
    }

    static Stream<Arguments> packages() {
        return Stream.of(
                arguments("chaos.api", "org.slf4j"),
                arguments("chaos.api", "org.osgi.framework"),
                arguments("chaos.api", "javax.management"),
                arguments("chaos.api", "chaos.json"),
                arguments("chaos.json", "chaos.linux"),
                arguments("chaos.linux", "com.fasterxml.jackson.core"),
                arguments("chaos.linux", "chaos.json"),
                arguments("chaos.control", "chaos.dataplane.model"),
                arguments("chaos.control", "chaos.dataplane.netlink.qdisc"),
                arguments("chaos.control", "com.sun.jna"),
                arguments("chaos.control", "chaos.json"),
                arguments("chaos.dataplane.model", "chaos.linux"),
                arguments("chaos.dataplane.model", NETLINK),
                arguments(NETLINK, "com.sun.jna"),
                arguments(NETLINK, "chaos.control"),
                arguments("chaos.http", "chaos.control"),
                arguments("chaos.http", "chaos.linux"),
                arguments("chaos.http", "com.fasterxml.jackson.databind"),
                arguments("chaos.http", "picocli"),
                arguments("chaos.http", "org.apache.hc.client5.http"),
                arguments("chaos.gogo", "chaos.control"),
                arguments("chaos.gogo", "jakarta.ws.rs"),
                arguments("chaos.gogo", "org.eclipse.jetty.server"),
                arguments("chaos.gogo", "com.fasterxml.jackson.core"),
                arguments("chaos.control", "org.jline.terminal"),
                arguments("chaos.control", "com.google.common.base"),
                arguments("chaos.unheard", "java.util"));
    }

    @ParameterizedTest(name = "{0} imports {1}")
    @MethodSource("packages")
    void import_thatTheTableDoesNotAllow_isFound(String bundle, String imported) {
        var expected = bundle.equals("chaos.unheard") ? "has no row" : "uses " + imported;
        assertFound(expected, withHeader(bundle, "Import-Package", imported + ";version=\"[1,2)\""));
    }

    @ParameterizedTest(name = "a class of {0} uses one of {1}")
    @MethodSource("packages")
    void class_thatTheTableDoesNotAllow_isFound(String bundle, String used) {
        var expected = bundle.equals("chaos.unheard") ? "has no row" : "uses " + used + ".Thing";
        assertFound(expected, withUse(bundle, bundle + ".Some", used + ".Thing"));
    }

    static Stream<Arguments> allowed() {
        return Stream.of(
                arguments("chaos.api", "java.util"),
                arguments("chaos.json", "com.fasterxml.jackson.core"),
                arguments("chaos.json", "chaos.api.link"),
                arguments("chaos.linux", "com.sun.jna"),
                arguments("chaos.control", "org.slf4j"),
                arguments(NETLINK, "chaos.linux"),
                arguments(NETLINK, "chaos.linux.wire"),
                arguments("chaos.http", "jakarta.ws.rs"),
                arguments("chaos.http", "com.fasterxml.jackson.jakarta.rs.json"),
                arguments("chaos.gogo", "picocli"),
                arguments("chaos.client", "org.apache.hc.client5.http"));
    }

    @ParameterizedTest(name = "{0} uses {1}")
    @MethodSource("allowed")
    void use_thatTheTableAllows_isNotFound(String bundle, String used) {
        assertEquals(List.of(), new Rules(TABLE).violations(withHeader(bundle, "Import-Package", used)));
        assertEquals(List.of(), new Rules(TABLE).violations(withUse(bundle, bundle + ".Some", used + ".Thing")));
    }

    static Stream<Arguments> insides() {
        return Stream.of(
                arguments(LINUX, "wire.Message", NETLINK + ".qdisc.TbfCodec", "wire knows bytes"),
                arguments(LINUX, "wire.Message", "chaos.linux.rtnl.TcMessage", "wire knows bytes"),
                arguments(LINUX, "wire.Message", "chaos.linux.ports.TakenPorts", "wire knows bytes"),
                arguments(LINUX, "wire.Message", "chaos.linux.NetlinkSocket", "behind Transport"),
                arguments(LINUX, "rtnl.Netdev", "chaos.linux.ports.TakenPorts", "rtnl knows requests"),
                arguments(LINUX, "ports.Bridge", "chaos.linux.NetlinkSocket", "behind Transport"),
                arguments(NETLINK, "PortQdiscs", "chaos.linux.NetlinkSocket", "behind Transport"),
                arguments(NETLINK, "qdisc.TbfCodec", "chaos.linux.NetlinkSocket", "a codec knows no sockets"),
                arguments(NETLINK, "qdisc.TbfCodec", "java.nio.channels.SocketChannel", "a codec knows no sockets"),
                arguments(NETLINK, "qdisc.TbfCodec", "chaos.linux.wire.Transport", "a codec knows no sockets"));
    }

    @ParameterizedTest(name = "{0}.{1} uses {2}")
    @MethodSource("insides")
    void package_thatKnowsTooMuch_isFound(String bundle, String user, String used, String expected) {
        assertFound(expected, withUse(bundle, bundle + "." + user, used));
    }

    @Test
    void class_ofAnotherBundle_isFound() {
        assertFound("contains chaos.json.Copy", withUse("chaos.http", "chaos.json.Copy", "java.lang.Object"));
    }

    static Stream<Arguments> components() {
        return Stream.of(
                arguments("chaos.http", List.of(), new Reference("$000", "chaos.api.control.Planes"), "has no name"),
                arguments("chaos.http", List.of(), new Reference("", "chaos.api.control.Planes"), "has no name"),
                arguments("chaos.http", List.of(), new Reference("plane", PLANE), "only control does"),
                arguments("chaos.dataplane.model", List.of(), new Reference("other", PLANE), "only control does"),
                arguments("chaos.gogo", List.of(), new Reference("it", "com.example.Thing"), "no service of the API"),
                arguments("chaos.http", List.of(), new Reference("it", "chaos.gogo.Thing"), "no service of the API"),
                arguments(NETLINK, List.of(PLANE, "java.lang.Runnable"), null, "a plane provides DataPlane"),
                arguments("chaos.control", List.of(PLANE), null, "only planes do"),
                arguments("chaos.http", List.of("chaos.api.control.Impairments"), null, "only control does"));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("components")
    void component_thatBreaksARule_isFound(String bundle, List<String> provides, Reference reference, String expected) {
        var component = new Component(
                "planted.xml", provides, Optional.ofNullable(reference).stream().toList());
        assertFound(expected, new Built(bundle, Optional.empty(), List.of(component), new ClassUses(Map.of())));
    }

    @Test
    void component_asItShouldBe_isNotFound() {
        var plane = new Component("plane.xml", List.of(PLANE), List.of());
        var control = new Component(
                "control.xml", List.of("chaos.api.control.Impairments"), List.of(new Reference("plane", PLANE)));
        assertEquals(List.of(), new Rules(TABLE).violations(withComponent(NETLINK, plane)));
        assertEquals(List.of(), new Rules(TABLE).violations(withComponent("chaos.control", control)));
    }

    @Test
    void descriptions_areReadAsTheyAreWritten() throws IOException {
        var file = Files.writeString(
                folder.resolve("chaos.control.LinkControl.xml"),
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="chaos.control">
                  <service><provide interface="chaos.api.control.Impairments"/></service>
                  <reference name="plane" interface="chaos.api.dataplane.DataPlane" cardinality="0..n"/>
                  <implementation class="chaos.control.LinkControl"/>
                </scr:component>
                """);
        assertEquals(
                new Component(
                        "chaos.control.LinkControl.xml",
                        List.of("chaos.api.control.Impairments"),
                        List.of(new Reference("plane", PLANE))),
                Workspace.component(file));
    }

    /** A workspace on disk with one wrong class in it: everything from the class file to the sentence is real. */
    @Test
    void classFiles_areReadFromTheFolder() throws IOException {
        var bundle = folder.resolve(NETLINK);
        var classes = Files.createDirectories(bundle.resolve("target/classes/META-INF"))
                .getParent();
        Files.writeString(bundle.resolve("bnd.bnd"), "");
        Files.writeString(
                classes.resolve("META-INF/MANIFEST.MF"),
                "Manifest-Version: 1.0\nBundle-SymbolicName: " + NETLINK + "\n");
        var codec = source("chaos.dataplane.netlink.qdisc", "public class Codec { java.net.Socket socket; }");
        var status =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", classes.toString(), codec.toString());
        assertEquals(0, status);

        var found = new Rules(TABLE).violations(new Workspace(folder).read(NETLINK));

        assertEquals(1, found.size(), found.toString());
        assertTrue(found.toString().contains("qdisc.Codec uses java.net.Socket"), found.toString());
    }

    @Test
    void moduleThatIsNotBuilt_isAnError() throws IOException {
        Files.createDirectories(folder.resolve("chaos.http"));
        var workspace = new Workspace(folder);
        assertThrows(IllegalStateException.class, () -> workspace.read("chaos.http"));

        Files.createDirectories(folder.resolve("chaos.http/target/classes"));
        Files.writeString(folder.resolve("chaos.http/bnd.bnd"), "");
        assertThrows(IllegalStateException.class, () -> workspace.read("chaos.http"));
    }

    @Test
    void table_thatIsGoneOrUnclear_isAnError() {
        assertThrows(IllegalStateException.class, () -> DependencyTable.parse("# Architecture"));
        var unclear = read("docs/architecture.md").replace("| only here |", "| perhaps |");
        assertThrows(IllegalStateException.class, () -> DependencyTable.parse(unclear));
    }

    private Path source(String inPackage, String text) throws IOException {
        var name = text.replaceFirst(".*?class (\\w+).*", "$1");
        return Files.writeString(folder.resolve(name + ".java"), "package " + inPackage + "; " + text);
    }

    private static void assertFound(String expected, Built built) {
        var found = new Rules(TABLE).violations(built);
        assertTrue(found.stream().anyMatch(text -> text.contains(expected)), expected + " is not among " + found);
    }

    private static Built withHeader(String bundle, String header, String value) {
        var headers = new HashMap<>(Map.of("Bundle-SymbolicName", bundle));
        headers.put(header, value);
        return new Built(bundle, Optional.of(headers), List.of(), new ClassUses(Map.of()));
    }

    private static Built withUse(String bundle, String user, String used) {
        return new Built(bundle, Optional.empty(), List.of(), new ClassUses(Map.of(user, Set.of(used))));
    }

    private static Built withComponent(String bundle, Component component) {
        return new Built(bundle, Optional.empty(), List.of(component), new ClassUses(Map.of()));
    }

    private static String read(String file) {
        try {
            return Files.readString(Workspace.own().root().resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
