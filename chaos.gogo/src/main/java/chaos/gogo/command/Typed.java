package chaos.gogo.command;

import chaos.api.unit.Correlation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ParseResult;

/** The flags of {@code set} as they were typed, in either of their forms. */
record Typed(ParseResult result) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?([eE]-?[0-9]{1,3})?");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");

    /** Refuses a flag that was typed in both forms. */
    void refuseBothForms() throws UsageException {
        for (var flag : Flag.values()) {
            if (result.hasMatchedOption(flag.flag()) && isPublished(flag)) {
                throw new UsageException(
                        "say " + flag.flag() + " or " + flag.published().orElseThrow() + ", not both");
            }
        }
    }

    /** Whether it was typed. */
    boolean has(Flag flag) {
        return result.hasMatchedOption(flag.flag()) || isPublished(flag);
    }

    /** Whether any was typed. */
    boolean hasAny() {
        return Arrays.stream(Flag.values()).anyMatch(this::has);
    }

    /** Its name as it was typed. */
    String name(Flag flag) {
        return isPublished(flag) ? flag.published().orElseThrow() : flag.flag();
    }

    /** What its value stands for; what the value refuses is refused in the name of the flag. */
    <T> T value(Flag flag, Function<String, T> reader) throws UsageException {
        var name = name(flag);
        var text = result.matchedOptionValue(name, "");
        try {
            return reader.apply(isPublished(flag) ? number(text) + flag.unit() : text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(name + " " + e.getMessage(), e);
        }
    }

    /** The correlation that was typed, or else the one that is there. */
    Correlation correlation(Flag flag, Correlation there) throws UsageException {
        return has(flag)
                ? value(flag, text -> Correlation.ofFraction(decimal(text, "a number from 0 to below 1")))
                : there;
    }

    /** A whole number. */
    static long whole(String text, String expected) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("must be " + expected + ", was \"" + text + "\"");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be at most " + Long.MAX_VALUE + ", was " + text, e);
        }
    }

    /** A number with decimals. */
    static double decimal(String text, String expected) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("must be " + expected + ", was \"" + text + "\"");
        }
        return Double.parseDouble(text);
    }

    /**
     * The flag that stands for a field of the document, by the name that was typed. Where none that does was typed, it
     * is one that says something else about the same part.
     */
    Optional<String> nameOf(String pointer) {
        var standing = Arrays.stream(Flag.values())
                .filter(flag -> (pointer + "/").startsWith(flag.pointer() + "/"))
                .sorted(Comparator.comparingInt(flag -> -flag.pointer().length()))
                .toList();
        var part = Arrays.stream(Flag.values()).filter(flag -> standing.stream()
                .anyMatch(known -> (flag.pointer() + "/").startsWith(known.pointer() + "/")));
        return Stream.concat(standing.stream(), part)
                .filter(this::has)
                .findFirst()
                .or(() -> standing.stream().findFirst())
                .map(this::name);
    }

    private boolean isPublished(Flag flag) {
        return flag.published().filter(result::hasMatchedOption).isPresent();
    }

    private static String number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a number without a unit, was \"" + text + "\"");
        }
        return text;
    }
}
