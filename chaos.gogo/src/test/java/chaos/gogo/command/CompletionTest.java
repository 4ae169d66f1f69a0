package chaos.gogo.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.gogo.Typist;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompletionTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}[{1}]")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
            -                                 | s         | system,set,stats
            set                               | p         | port1,port2
            set port1                         | --la      | --latency,--latency-ms,--latency-correlation
            set port1 --distribution          | par       | pareto,paretonormal
            set port1 --distribution pareto   | --jit     | --jitter,--jitter-ms
            set port1 --latency               | -         |
            set port1                         | p         |
            impairments                       | -         | get,set,clear,--socket,--json,--log,-h,--help
            impairments get                   | port2     | port2
            use                               | net       | netlink
            --log                             | de        | debug
            """)
    void after_knowsWhatMayFollow(String before, String begun, String expected) {
        var words = before == null ? List.<String>of() : List.of(before.split(" "));
        var candidates = Completions.after(words, begun == null ? "" : begun);
        assertEquals(expected == null ? "" : expected, String.join(",", candidates));
    }

    /** Bash is what our own scripts need; the others are asked where they are installed. */
    static Stream<String> shells() {
        var path = Arrays.asList(System.getenv("PATH").split(File.pathSeparator));
        return Stream.of("bash", "zsh", "fish")
                .filter(shell -> shell.equals("bash")
                        || path.stream().anyMatch(place -> Files.isExecutable(Path.of(place, shell))));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void script_isUnderstoodByItsShell(String shell) throws Exception {
        var script = folder.resolve("chaos." + shell);
        Files.writeString(script, script(shell));
        assertEquals("", run(shell, "-n", script.toString()));
    }

    @Test
    void script_completesInBash() throws Exception {
        var script = Files.writeString(folder.resolve("chaos.bash"), script("bash"));
        var ask = "compopt() { :; }; source " + script
                + "; COMP_WORDS=(chaos set port1 --dist); COMP_CWORD=3; _complete_chaos;"
                + " printf '%s ' \"${COMPREPLY[@]}\"";
        assertEquals("--distribution ", run("bash", "-c", ask));
    }

    @Test
    void fish_hasEveryCommandAndEveryFlag() {
        var script = script("fish");
        for (var name : CommandTree.names()) {
            assertTrue(script.contains(" -a " + name + " -d '"), name);
        }
        for (var flag : Flag.values()) {
            assertTrue(script.contains(" -l " + flag.flag().substring(2) + " -x"), flag.flag());
        }
        for (var line : script.lines().toList()) {
            long quotes = line.replace("\\'", "").chars().filter(c -> c == '\'').count();
            assertEquals(0, quotes % 2, line);
        }
    }

    private String script(String shell) {
        var result = Typist.at(folder.resolve("none")).type("completion " + shell);
        assertEquals(Exit.OK, result.exit(), result.err());
        return result.out();
    }

    private static String run(String... words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it ends");
        assertEquals(0, process.exitValue(), said);
        return said.lines().collect(Collectors.joining("\n"));
    }
}
