package chaos.gogo.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            get port1                  | get,port1
            `  get   port1  `          | get,port1
            set --file 'my file'       | set,--file,my file
            set --file "my file"       | set,--file,my file
            set --file my\\ file       | set,--file,my file
            a"b c"'d e'                | ab cd e
            '\\n'                      | \\n
            "\\""                      | "
            x ''                       | x,
            """)
    void of_splitsAsAShellDoes(String line, String words) {
        assertEquals(words, String.join(",", Words.of(line)));
    }

    @Test
    void of_refusesAnOpenQuote() {
        assertThrows(IllegalArgumentException.class, () -> Words.of("get 'port1"));
        assertThrows(IllegalArgumentException.class, () -> Words.of("get \"port1"));
    }
}
