package chaos.itest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The built bundles keep the rules of docs/architecture.md. {@link RulesTest} shows that the rules bite. */
class ArchitectureTest {

    private static final Workspace WORKSPACE = Workspace.own();

    /** What starts the framework, and what measures from outside it. */
    private static final Set<String> PROGRAMS = Set.of("chaos.launcher", "chaos.bench");

    static Stream<String> modules() {
        return WORKSPACE.modulesWithCode().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void module_keepsTheRules(String module) throws IOException {
        var table = DependencyTable.parse(document());
        assertEquals(List.of(), new Rules(table).violations(WORKSPACE.read(module)));
    }

    @Test
    void bundles_areAllBuilt() {
        for (var module : WORKSPACE.modulesWithCode()) {
            var built = WORKSPACE.read(module);
            assertEquals(!PROGRAMS.contains(module), built.manifest().isPresent(), module + " is a bundle");
        }
        assertTrue(WORKSPACE.modulesWithCode().contains("chaos.control"), "the root POM is read");
        assertTrue(WORKSPACE.read("chaos.api").uses().classes().containsKey("chaos.api.link.Link"));
    }

    @Test
    void document_listsTheModulesThatExist() throws IOException {
        var listed = document()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)).replaceAll("/$", ""))
                .sorted()
                .toList();
        assertEquals(WORKSPACE.modules().stream().sorted().toList(), listed);
    }

    private static String document() throws IOException {
        return Files.readString(WORKSPACE.root().resolve("docs/architecture.md"));
    }
}
