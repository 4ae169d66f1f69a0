package chaos.gogo.command;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine.ParseResult;

/** The flags of {@code set} as they were typed, in either of their forms. */
record Typed(ParseResult result) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?");
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

    /** The flag that stands for a field of the document, by the name that was typed where one was. */
    Optional<String> nameOf(String pointer) {
        return Arrays.stream(Flag.values())
                .filter(flag -> (pointer + "/").startsWith(flag.pointer() + "/"))
                .max(Comparator.comparingInt(flag -> flag.pointer().length()))
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
