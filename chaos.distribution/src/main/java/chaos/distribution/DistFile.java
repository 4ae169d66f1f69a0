package chaos.distribution;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A table as text, in the format of iproute2's {@code .dist} files ({@code tc/q_netem.c}, get_distribution): whole
 * numbers with spaces between, in parts of {@value LatencyTable#SCALE} of the jitter; what follows a {@code #} on its
 * line is a remark. What iproute2 would misread or pass over in silence is refused: numbers beyond 16 bits, numbers
 * that begin with 0 (octal there), anything else that is no number.
 */
public final class DistFile {

    /** The longest file that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private static final int MAX_DIGITS = 6;
    private static final int PER_LINE = 8;
    private static final int SHOWN = 20;

    private final byte[] text;
    private final short[] entries = new short[LatencyTable.MAX_ENTRIES];
    private int count;
    private int line = 1;
    private int at;

    private DistFile(byte[] text) {
        this.text = text;
    }

    /**
     * The table in a file.
     *
     * @param text the whole file
     * @throws IllegalArgumentException if it is no table; the message names the line where there is one
     */
    public static LatencyTable parse(byte[] text) {
        if (text.length > MAX_BYTES) {
            throw new IllegalArgumentException("it is longer than " + MAX_BYTES + " bytes, which no table is");
        }
        var file = new DistFile(text);
        file.read();
        if (file.count == 0) {
            throw new IllegalArgumentException("it has no entry; a table is 1 to " + LatencyTable.MAX_ENTRIES
                    + " whole numbers from -32768 to 32767");
        }
        return LatencyTable.of(Arrays.copyOf(file.entries, file.count));
    }

    /** A table as the text of such a file, in rising order. */
    public static String text(LatencyTable table) {
        var text = new StringBuilder("# latency table: deviations in parts of 1/8192 of the jitter\n");
        for (int i = 0; i < table.size(); i++) {
            text.append(table.at(i)).append((i + 1) % PER_LINE == 0 || i + 1 == table.size() ? '\n' : ' ');
        }
        return text.toString();
    }

    private void read() {
        while (at < text.length) {
            byte letter = text[at];
            if (letter == '#') {
                skipRemark();
            } else if (letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n') {
                line += letter == '\n' ? 1 : 0;
                at++;
            } else {
                add(word());
            }
        }
    }

    private void skipRemark() {
        while (at < text.length && text[at] != '\n') {
            at++;
        }
    }

    private String word() {
        int begin = at;
        while (at < text.length && text[at] > ' ' && text[at] != '#') {
            at++;
        }
        if (at == begin) {
            at++; // a control character or a byte beyond ASCII: no number, whatever it is
        }
        int end = Math.min(at, begin + SHOWN);
        return new String(text, begin, end - begin, StandardCharsets.ISO_8859_1);
    }

    private void add(String word) {
        var number = number(word);
        if (number.isEmpty()) {
            throw new IllegalArgumentException("line " + line + " must have whole numbers from -32768 to 32767,"
                    + " without leading zeros, has \"" + printable(word) + "\"");
        }
        if (count == entries.length) {
            throw new IllegalArgumentException("line " + line + " has the " + (count + 1) + "th entry; a table has at"
                    + " most " + LatencyTable.MAX_ENTRIES);
        }
        entries[count++] = number.get();
    }

    private static Optional<Short> number(String word) {
        boolean isNumber = word.length() <= MAX_DIGITS && word.matches("0|-?[1-9][0-9]*");
        int value = isNumber ? Integer.parseInt(word) : Integer.MAX_VALUE;
        return value >= Short.MIN_VALUE && value <= Short.MAX_VALUE ? Optional.of((short) value) : Optional.empty();
    }

    private static String printable(String word) {
        return word.replaceAll("[^ -~]", "?");
    }
}
