package chaos.http.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.core.util.Yaml31;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed description is the one that the code makes. To make it anew: {@code -Dopenapi.write=true}. */
class OpenApiTest {

    private static final Path WORKSPACE = Path.of(System.getProperty("workspace", ".."));

    @Test
    void committedDescription_isTheGeneratedOne() throws IOException {
        var api = OpenApiDocument.generate(WORKSPACE.resolve("chaos.json/src/main/java"));
        check("openapi.yaml", Yaml31.pretty(api));
        check("openapi.json", Json31.pretty(api) + "\n");
    }

    private static void check(String name, String generated) throws IOException {
        var file = WORKSPACE.resolve("docs").resolve(name);
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(file, generated);
        }
        assertEquals(
                generated,
                Files.readString(file),
                "docs/" + name + " is not what the code says; run: mvn -pl chaos.http -am test"
                        + " -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dopenapi.write=true");
    }
}
