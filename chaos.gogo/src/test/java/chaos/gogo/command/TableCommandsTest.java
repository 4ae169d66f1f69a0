package chaos.gogo.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.Warning;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.link.Direction;
import chaos.client.Target;
import chaos.gogo.MemoryLink;
import chaos.gogo.Typist;
import chaos.gogo.client.LocalDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings are made with fixed seeds: nothing here depends on luck. */
class TableCommandsTest {

    @TempDir
    private Path folder;

    private final MemoryLink link = new MemoryLink();
    private final Typist typist = Typist.within(link);

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void import_ofADistFileIsTakenAsItIs() throws Exception {
        assertEquals(
                """
                stored wifi: 2 entries, mean 0.500 J, deviation 0.500 J
                set it with:
                  chaos set port1 --latency 40ms --jitter 5ms --distribution wifi
                """,
                typist.type("import wifi " + file("a.dist", "8192 0")).out());
        assertEquals(List.of(0, 8192), link.tables().entries(new Distribution.Table("wifi")));
    }

    @Test
    void import_ofSamplesSaysTheirMeanAndJitter() throws Exception {
        var text = typist.given("30\n50\n").type("import wifi - --format csv").out();
        assertEquals(
                """
                stored wifi: 16384 entries, mean 0.000 J, deviation 1.000 J
                set it with:
                  chaos set port1 --latency 40ms --jitter 10ms --distribution wifi
                """,
                text);
    }

    @Test
    void import_saysWhoGoesOnWithTheOldOne() throws Exception {
        link.tables().used(Warning.general("in_use", "default port1 goes on with the table as it was"));
        var text = typist.type("import wifi " + file("a.dist", "1")).out();
        assertTrue(text.contains("warning      default port1 goes on"), text);
    }

    @Test
    void storing_onAFullDiskIsRefusedInWords() throws Exception {
        link.tables().full("the table \"wifi\" cannot be stored: No space left on device");
        var result = typist.type("import wifi " + file("a.dist", "1"));
        assertEquals(1, result.exit());
        assertEquals("chaos: the table \"wifi\" cannot be stored: No space left on device\n", result.err());
    }

    @Test
    void fit_saysWhereThereIsTooLittleToTell() throws Exception {
        var text = typist.type("fit " + file("few.csv", "10\nlost\n11\n")).out();
        assertTrue(text.contains("too few bursts to tell"), text);
    }

    /** The last line is a command that can be typed, and sets what was fitted. */
    @Test
    void fit_endsWithACommandThatSetsIt() throws Exception {
        var random = new SplittableRandom(7);
        var csv = new StringBuilder("time,delay\n");
        boolean bad = false;
        for (int i = 0; i < 20_000; i++) {
            bad = bad ? random.nextDouble() >= 0.25 : random.nextDouble() < 0.05;
            csv.append(i / 1000.0).append(',');
            csv.append(bad ? "lost" : String.format(Locale.ROOT, "%.6f", 40 + 10 * random.nextDouble()))
                    .append('\n');
        }
        var text = typist.type("fit " + file("r.csv", csv.toString()) + " --save home")
                .out();
        assertTrue(text.contains("it fits"), text);
        assertTrue(text.contains("stored       table home, 16384 entries"), text);
        var lines = text.lines().toList();
        var set = typist.type(lines.get(lines.size() - 1).strip().substring("chaos ".length()));
        assertEquals(0, set.exit(), set.err());
        var there = new LocalDaemon(link)
                .read(Target.of(Direction.PORT1))
                .outcome()
                .impairment()
                .impairment();
        var latency = (Latency.Stochastic) there.latency().orElseThrow();
        assertEquals(new Distribution.Table("home"), latency.distribution());
        assertEquals(45e6, (double) latency.mean().toNanos(), 0.1e6);
        var loss = (LossModel.GilbertElliott) there.loss().orElseThrow();
        assertEquals(0.05, loss.p().fraction(), 0.008);
        assertEquals(0.25, loss.r().fraction(), 0.04);
    }

    @Test
    void fit_withoutLossAndJitterHasNeither() throws Exception {
        assertEquals(
                """
                packets      2, of which 0 were lost
                loss         none
                latency      mean 5ms, jitter 0ns
                  fit        distance of distributions 0.0000
                set it with:
                  chaos set port1 --latency 5ms
                """,
                typist.type("fit " + file("r.csv", "0,5\n1,5\n")).out());
    }

    @Test
    void fit_thatIsNotSavedSaysHowTo() throws Exception {
        var file = file("r.csv", "0,5\n1,6\n");
        var text = typist.type("fit " + file).out();
        assertTrue(text.contains("set it with:\n  chaos fit " + file + " --save recorded\n  chaos set port1"), text);
        assertEquals(List.of(), link.tables().all());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            import                              | <name> is missing
            import wifi                         | <file> is missing
            import Wifi a.dist                  | <name> must be 1 to 64 of a-z, 0-9, _ and -
            import ../x a.dist                  | <name> must be 1 to 64
            import normal a.dist                | <name> must be no name of a shape
            import wifi /nowhere/a.dist         | /nowhere/a.dist cannot be read; see that it exists
            import wifi a.txt                   | a.txt ends with neither .dist nor .csv; say --format dist
            import wifi - --format xml          | --format must be dist or csv, was "xml"
            fit /nowhere                        | /nowhere cannot be read
            fit - --save UP                     | --save must be 1 to 64
            fit - --save uniform                | --save must be no name of a shape
            distributions --delete a/b          | --delete must be 1 to 64
            set port1 --latency 1ms --jitter 1ms --distribution UP | --distribution must be uniform, normal
            set port1 --loss-burst 3            | --loss-burst needs --loss
            set port1 --loss 90% --loss-burst 2 | --loss-burst must be at least 9.00
            set port1 --loss 100% --loss-burst 2 | --loss-burst must be at least
            set port1 --loss 1% --loss-burst 0.5 | --loss-burst must be a number of packets of 1 or more
            """)
    void run_refuses(String line, String words) {
        var result = typist.type(line);
        assertEquals(2, result.exit(), result.err());
        assertTrue(result.err().contains(words), result.err());
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            1 2 x          | dist | -: line 1 must have whole numbers
            ''             | dist | -: it has no entry
            ''             | csv  | -: the file has no packet
            5,6,7          | csv  | -: line 1 must have one value, or two with a comma between, has 3
            0,lost         | csv  | -: every packet was lost
            """)
    void import_namesTheLine(String text, String format, String words) {
        var result = typist.given(text).type("import wifi - --format " + format);
        assertEquals(2, result.exit());
        assertTrue(result.err().contains(words), result.err());
    }
}
