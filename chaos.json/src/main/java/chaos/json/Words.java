package chaos.json;

/** Words of refusals and of member names. */
final class Words {

    private static final int LONGEST = 40;
    private static final int LONGEST_POINTER = 200;

    private Words() {}

    /** What somebody sent, short enough for a message and on one line. */
    static String cut(String text) {
        return first(text, LONGEST);
    }

    /** A pointer for a message: on one line, and no longer than anybody reads. */
    static String line(String pointer) {
        return first(pointer, LONGEST_POINTER);
    }

    /** The text without halves of surrogate pairs, which JSON can spell and UTF-8 cannot hold. */
    static String wellFormed(String text) {
        return text.codePoints().noneMatch(Words::isSurrogate) ? text : shown(text, text.length());
    }

    private static String first(String text, int most) {
        return text.codePointCount(0, text.length()) > most ? shown(text, most) + "…" : shown(text, most);
    }

    private static String shown(String text, int most) {
        var line = new StringBuilder();
        text.codePoints()
                .limit(most)
                .forEach(c -> line.appendCodePoint(Character.isISOControl(c) || isSurrogate(c) ? '?' : c));
        return line.toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** {@code bits_per_second} for {@code bitsPerSecond}; an underscore, which only keeps off Java's words, goes. */
    static String snake(String name) {
        var snake = new StringBuilder();
        name.chars().filter(c -> c != '_').forEach(c -> {
            if (Character.isUpperCase(c)) {
                snake.append('_');
            }
            snake.append((char) Character.toLowerCase(c));
        });
        return snake.toString();
    }

    /** A pointer one member deeper (RFC 6901, 3: {@code ~} and {@code /} are escaped). */
    static String pointer(String parent, String member) {
        return parent + "/" + member.replace("~", "~0").replace("/", "~1");
    }
}
