package chaos.gogo.shell;

import java.util.ArrayList;
import java.util.List;

/** A line split into words as a POSIX shell does it, without its expansions: quotes, and the backslash. */
final class Words {

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private char quote;

    private Words() {}

    /**
     * The words.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    static List<String> of(String line) {
        var words = new Words();
        for (int i = 0; i < line.length(); i++) {
            if (!words.take(line, i)) {
                i++; // the character that a backslash protects
            }
        }
        if (words.quote != 0) {
            throw new IllegalArgumentException("a quote " + words.quote + " is not closed");
        }
        words.end();
        return List.copyOf(words.words);
    }

    /** Takes one character; false: the next one with it. */
    private boolean take(String line, int i) {
        char c = line.charAt(i);
        if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
            add(line.charAt(i + 1));
            return false;
        }
        if (quote != 0) {
            closeOrAdd(c);
        } else if (c == '\'' || c == '"') {
            quote = c;
            inWord = true;
        } else if (Character.isWhitespace(c)) {
            end();
        } else {
            add(c);
        }
        return true;
    }

    private void closeOrAdd(char c) {
        if (c == quote) {
            quote = 0;
        } else {
            add(c);
        }
    }

    private void add(char c) {
        word.append(c);
        inWord = true;
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }
}
