package chaos.engine.fit;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;

/**
 * What was recorded of packets that were sent one after the other: the one-way delay of each, or that it was lost. Read
 * from lines of two values with a comma between: the time in seconds at which a packet was sent, which never goes back,
 * and its one-way delay in milliseconds, or {@code lost}; or of the second value alone, on all lines. A first line
 * without a number is a heading.
 */
public final class Conditions {

    /** The most packets that are read: what the daemon has the memory for. */
    public static final int MAX_PACKETS = 1_000_000;

    /** The most lines, empty ones among them. */
    static final int MAX_LINES = 2 * MAX_PACKETS;

    /** The longest line. */
    public static final int MAX_LINE = 200;

    private static final int FIRST = 1024;
    private static final double MILLI = 1e6;
    private static final double LONGEST_MILLIS = 3_600_000;
    private static final String LOST = "lost";
    private static final long NONE = -1;

    private long[] nanos = new long[FIRST];
    private int count;
    private int columns;
    private double last = Double.NEGATIVE_INFINITY;

    private Conditions() {}

    /**
     * The conditions of a file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is anything else; the message names the line
     */
    public static Conditions read(Reader csv) throws IOException {
        var conditions = new Conditions();
        var line = new StringBuilder();
        int number = 0;
        int letter;
        do {
            letter = csv.read();
            if (letter == '\n' || letter < 0) {
                if (number == MAX_LINES) {
                    throw refusal(number, "is followed by more; " + MAX_LINES + " lines are read");
                }
                number++;
                conditions.add(line.toString().strip(), number);
                line.setLength(0);
            } else if (line.length() == MAX_LINE) {
                throw refusal(number + 1, "is longer than " + MAX_LINE + " characters");
            } else {
                line.append((char) letter);
            }
        } while (letter >= 0);
        if (conditions.count == 0) {
            throw new IllegalArgumentException(
                    "the file has no packet; a line is a time in seconds, a comma and a one-way"
                            + " delay in milliseconds, or lost");
        }
        return conditions;
    }

    /** How many packets were sent. */
    public int size() {
        return count;
    }

    /** Whether a packet was lost. */
    public boolean isLost(int packet) {
        return nanos[packet] == NONE;
    }

    /** The one-way delays of those that were not lost, in nanoseconds, in the order they were sent. */
    public long[] delays() {
        return Arrays.stream(nanos, 0, count).filter(value -> value != NONE).toArray();
    }

    private void add(String line, int number) {
        if (line.isEmpty()) {
            return;
        }
        var values = line.split(",", -1);
        if (number == 1 && !line.equals(LOST) && line.chars().noneMatch(Character::isDigit)) {
            return;
        }
        columns(values.length, number);
        if (columns == 2) {
            time(values[0].strip(), number);
        }
        if (count == MAX_PACKETS) {
            throw refusal(number, "is beyond the " + MAX_PACKETS + " packets that are read");
        }
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = delay(values[columns - 1].strip(), number);
    }

    /** The first packet says how many. */
    private void columns(int found, int number) {
        if (columns == 0 && (found == 1 || found == 2)) {
            columns = found;
        }
        if (found != columns) {
            var wanted = List.of(
                            "one value, or two with a comma between", "one value as the lines before", "two values")
                    .get(columns);
            throw refusal(number, "must have " + wanted + ", has " + found);
        }
    }

    private void time(String text, int number) {
        double time = decimal(text, number, "time in seconds");
        if (time < last) {
            throw refusal(number, "goes back in time, from " + last + " to " + time + " s");
        }
        last = time;
    }

    private static long delay(String text, int number) {
        if (text.equals(LOST)) {
            return NONE;
        }
        double millis = decimal(text, number, "one-way delay in milliseconds, or lost");
        if (millis < 0 || millis > LONGEST_MILLIS) {
            throw refusal(number, "must have a one-way delay of 0 to 3600000 ms, has " + text);
        }
        return Math.round(millis * MILLI);
    }

    private static double decimal(String text, int number, String what) {
        try {
            double value = Double.parseDouble(text);
            if (Math.abs(value) <= Double.MAX_VALUE) { // also refuses NaN
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(words(number, "needs a " + what + ", has \"" + text + "\""), e);
        }
        throw refusal(number, "needs a " + what + ", has \"" + text + "\"");
    }

    private static IllegalArgumentException refusal(int number, String what) {
        return new IllegalArgumentException(words(number, what));
    }

    private static String words(int number, String what) {
        return "line " + number + " " + what;
    }
}
