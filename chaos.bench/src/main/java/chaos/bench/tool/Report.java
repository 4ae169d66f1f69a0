package chaos.bench.tool;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a benchmark prints, and whether every bound was kept. */
public final class Report {

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    private boolean kept = true;

    /** One line. */
    public void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    /** A number that may be at most its bound. */
    public void atMost(String what, double number, double bound) {
        verdict(what, number, number <= bound, "at most " + bound);
    }

    /** A number that may not be less than its bound. */
    public void atLeast(String what, double number, double bound) {
        verdict(what, number, number >= bound, "at least " + bound);
    }

    /** Something that is so or is not. */
    public void holds(String what, boolean holds) {
        line("  %s (%s)", what, holds ? "kept" : "MISSED");
        kept &= holds;
    }

    private void verdict(String what, double number, boolean holds, String bound) {
        line("  %s %.1f (%s, %s)", what, number, bound, holds ? "kept" : "MISSED");
        kept &= holds;
    }

    /** What the program exits with: 1 where a bound is not kept. */
    public int status() {
        return kept ? 0 : 1;
    }
}
