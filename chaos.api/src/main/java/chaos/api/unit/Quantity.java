package chaos.api.unit;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A decimal number and its unit, as people write them: {@code 40ms}, {@code 2.5mbit}, {@code 64kb}. */
final class Quantity {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,18})?)\\s*([a-zA-Z]*)");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?([eE]-?[0-9]{1,3})?");

    private Quantity() {}

    /** A plain decimal number; {@code expected} and {@code text} are for the refusal. */
    static double decimal(String number, String expected, String text) {
        if (!DECIMAL.matcher(number).matches()) {
            throw new IllegalArgumentException("must be " + expected + ", was \"" + text + "\"");
        }
        return Double.parseDouble(number);
    }

    /**
     * A whole number of base units.
     *
     * @param units how many base units each suffix (lower case) stands for
     * @param expected what the refusal asks for
     */
    static long parse(String text, Map<String, Long> units, String expected) {
        var match = FORM.matcher(text.strip());
        Long factor = match.matches() ? units.get(match.group(2).toLowerCase(Locale.ROOT)) : Long.valueOf(0);
        if (factor == null || factor == 0) {
            throw new IllegalArgumentException("must be " + expected + ", was \"" + text + "\"");
        }
        try {
            return new BigDecimal(match.group(1))
                    .multiply(BigDecimal.valueOf(factor))
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "must be a whole number of the smallest unit and not too large, was \"" + text + "\"", e);
        }
    }

    /** A number without exponent and trailing zeros. */
    static String plain(double number) {
        var decimal = BigDecimal.valueOf(number).stripTrailingZeros();
        return (decimal.scale() < 0 ? decimal.setScale(0) : decimal).toPlainString();
    }

    /** {@code value / factor} without trailing zeros, exact. */
    static String scaled(long value, long factor) {
        var decimal =
                BigDecimal.valueOf(value).divide(BigDecimal.valueOf(factor)).stripTrailingZeros();
        return (decimal.scale() < 0 ? decimal.setScale(0) : decimal).toPlainString();
    }
}
