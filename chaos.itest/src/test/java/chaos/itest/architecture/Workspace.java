package chaos.itest.architecture;

import chaos.itest.Folders;
import chaos.itest.architecture.Built.ClassUses;
import chaos.itest.architecture.Built.Component;
import chaos.itest.architecture.Built.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The folders of the reactor and what the build left in them. */
record Workspace(Path root) {

    /** The workspace that this test was built in. */
    static Workspace own() {
        return new Workspace(Folders.ROOT);
    }

    /** The folders that the root POM names. */
    List<String> modules() {
        return elements(parse(root.resolve("pom.xml")).getElementsByTagName("module"))
                .map(Element::getTextContent)
                .toList();
    }

    /** The modules that have code of the product. */
    List<String> modulesWithCode() {
        return modules().stream()
                .filter(module -> Files.isDirectory(root.resolve(module).resolve("src/main/java")))
                .toList();
    }

    /**
     * What the build made of one module.
     *
     * @throws IllegalStateException if it has not been built; a rule that looks at nothing finds nothing
     */
    Built read(String module) {
        var classes = root.resolve(module).resolve("target/classes");
        if (!Files.isDirectory(classes)) {
            throw new IllegalStateException(module + " has not been built; run mvn verify in " + root);
        }
        try {
            return new Built(module, manifest(module), components(classes), new ClassUses(ClassScan.of(classes)));
        } catch (IOException e) {
            throw new IllegalStateException(module + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Optional<Map<String, String>> manifest(String module) throws IOException {
        if (!Files.exists(root.resolve(module).resolve("bnd.bnd"))) {
            return Optional.empty();
        }
        var file = root.resolve(module).resolve("target/classes/META-INF/MANIFEST.MF");
        if (!Files.exists(file)) {
            throw new IllegalStateException(module + " has no manifest; run mvn verify in " + root);
        }
        try (var in = Files.newInputStream(file)) {
            return Optional.of(new Manifest(in)
                    .getMainAttributes().entrySet().stream()
                            .collect(Collectors.toMap(e -> e.getKey().toString(), e -> e.getValue()
                                    .toString())));
        }
    }

    private static List<Component> components(Path classes) throws IOException {
        var folder = classes.resolve("OSGI-INF");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var components = new ArrayList<Component>();
        try (var files = Files.newDirectoryStream(folder, "*.xml")) {
            for (var file : files) {
                components.add(component(file));
            }
        }
        return components;
    }

    static Component component(Path file) {
        var document = parse(file);
        return new Component(
                file.getFileName().toString(),
                elements(document.getElementsByTagName("provide"))
                        .map(provide -> provide.getAttribute("interface"))
                        .toList(),
                elements(document.getElementsByTagName("reference"))
                        .map(reference ->
                                new Reference(reference.getAttribute("name"), reference.getAttribute("interface")))
                        .toList());
    }

    private static java.util.stream.Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast);
    }

    private static Document parse(Path file) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
