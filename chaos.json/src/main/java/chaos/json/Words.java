package chaos.json;

/** Words of refusals and of member names. */
final class Words {

    private static final int LONGEST = 40;

    private Words() {}

    /** What somebody sent, short enough for a message and on one line. */
    static String cut(String text) {
        var line = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .forEach(c -> line.appendCodePoint(Character.isISOControl(c) || isSurrogate(c) ? '?' : c));
        return text.codePointCount(0, text.length()) > LONGEST ? line + "…" : line.toString();
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
