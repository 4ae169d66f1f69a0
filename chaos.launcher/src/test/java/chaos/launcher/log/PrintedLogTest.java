package chaos.launcher.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PrintedLogTest {

    private static final String SAID = "bundle lab:1.0.0 (7)[Lab(3)] : The activate method has thrown an exception";

    @Test
    void text_isTheMessageWithItsCauses() {
        assertEquals(
                SAID + " | java.io.IOException: no room | Caused by: java.io.IOException: disk full",
                PrintedLog.text(printed(), false));
    }

    @Test
    void text_hasTheTraceWhereItIsWanted() {
        assertEquals(printed().lines().count(), PrintedLog.text(printed(), true).split(" \\| ", -1).length);
    }

    @Test
    void text_withoutATraceIsTheMessage() {
        assertEquals(SAID, PrintedLog.text("WARN  : " + SAID, false));
    }

    /** As the component runtime prints it. */
    private static String printed() {
        var text = new StringWriter().append("ERROR : ").append(SAID);
        try (var trace = new PrintWriter(text)) {
            trace.println();
            new IOException("no room", new IOException("disk full")).printStackTrace(trace);
        }
        return text.toString();
    }
}
