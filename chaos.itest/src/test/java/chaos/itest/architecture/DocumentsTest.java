package chaos.itest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say of the code is so, where a machine can tell. */
class DocumentsTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final int ITEMS = 20;

    private static final Path ROOT = Workspace.own().root();

    @Test
    void badWeather_namesTestsThatExist() throws IOException {
        var named = TEST.matcher(Files.readString(ROOT.resolve("docs/bad-weather.md")))
                .results()
                .map(match -> List.of(match.group(1), match.group(2)))
                .distinct()
                .toList();
        assertTrue(named.size() > ITEMS, "the tables are read");
        assertEquals(
                List.of(),
                named.stream().filter(test -> !exists(test.get(0), test.get(1))).toList());
    }

    private static boolean exists(String type, String method) {
        return Workspace.own().modules().stream()
                .map(module -> ROOT.resolve(module).resolve("src/test/java"))
                .filter(Files::isDirectory)
                .flatMap(DocumentsTest::files)
                .filter(file -> file.getFileName().toString().equals(type + ".java"))
                .anyMatch(file -> read(file).contains("void " + method + "("));
    }

    private static Stream<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
