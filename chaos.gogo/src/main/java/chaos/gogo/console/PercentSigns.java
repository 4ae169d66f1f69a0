package chaos.gogo.console;

/**
 * Percentages as everybody types them. To Gogo a percent sign begins an expression, {@code %(1 + 1)}, and {@code --loss
 * 1%} is an error; so one that ends a word is protected by a backslash before Gogo sees it.
 */
final class PercentSigns {

    private PercentSigns() {}

    /** The line with each percent sign at the end of a word protected; in single quotes Gogo leaves it alone. */
    static String escaped(String line) {
        var result = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && !quoted && i + 1 < line.length()) {
                result.append(c).append(line.charAt(++i));
                continue;
            }
            quoted ^= c == '\'';
            if (c == '%' && !quoted && endsWord(line, i + 1)) {
                result.append('\\');
            }
            result.append(c);
        }
        return result.toString();
    }

    private static boolean endsWord(String line, int next) {
        return next == line.length() || " \t\"|;&})]".indexOf(line.charAt(next)) >= 0;
    }
}
