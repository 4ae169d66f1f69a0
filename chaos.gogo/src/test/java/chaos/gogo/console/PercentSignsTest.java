package chaos.gogo.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentSignsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            set port1 --loss 1%              | set port1 --loss 1\\%
            set port1 --loss 1% --queue 7    | set port1 --loss 1\\% --queue 7
            set port1 --loss=1%;get port1    | set port1 --loss=1\\%;get port1
            set port1 --loss "0.5 %"         | set port1 --loss "0.5 \\%"
            set port1 --loss '0.5 %'         | set port1 --loss '0.5 %'
            set port1 --loss 1\\%            | set port1 --loss 1\\%
            echo %(1 + 1)                    | echo %(1 + 1)
            x=%(1+1)                         | x=%(1+1)
            get port1                        | get port1
            """)
    void escaped_leavesExpressionsAlone(String line, String expected) {
        assertEquals(expected, PercentSigns.escaped(line));
    }
}
