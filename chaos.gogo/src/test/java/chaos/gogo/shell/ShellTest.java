package chaos.gogo.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.dataplane.tck.FakeCalibration;
import chaos.gogo.MemoryLink;
import chaos.gogo.Typist;
import chaos.gogo.command.Exit;
import chaos.http.ServedLink;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {

    @TempDir
    private Path folder;

    @Test
    void script_runsItsLinesAndEndsWithTheLastCode() throws Exception {
        var server = ServedLink.open(folder.resolve("s"), new MemoryLink(), new FakeCalibration());
        try {
            var typist = Typist.at(folder.resolve("s"));
            var result = typist.given("set port1 --loss 1%\n# nothing\n\n'\nset port1 --loss 101%\nget port1 --json\n")
                    .type("shell");
            var single = Typist.at(folder.resolve("s")).type("get port1 --json");
            assertEquals(Exit.OK, result.exit());
            assertTrue(result.out().endsWith(single.out()), result.out());
            assertTrue(result.err().contains("a quote ' is not closed"), result.err());
            assertTrue(result.err().contains("--loss must be 0 to 100 percent"), result.err());
            assertEquals(
                    Exit.USAGE, typist.given("get port1\nget\n").type("shell").exit());
            assertEquals(Exit.OK, typist.given("exit\nget\n").type("shell").exit());
            var nested = typist.given("get port1 --socket /x\nshell\n").type("shell");
            assertTrue(nested.err().contains("--socket is given to the shell as a whole"), nested.err());
            assertTrue(nested.err().contains("there is no shell"), nested.err());
        } finally {
            server.stop();
        }
    }

    @Test
    void shell_saysAtOnceWhereNobodyAnswers() {
        var typist = Typist.at(folder.resolve("none")).given("get port1\n");
        assertEquals(Exit.UNREACHABLE, typist.type("shell").exit());
        var console = typist.type("shell --console");
        assertEquals(Exit.UNREACHABLE, console.exit());
        assertTrue(console.err().contains("no console answers on " + folder.resolve("none-console")), console.err());
    }
}
