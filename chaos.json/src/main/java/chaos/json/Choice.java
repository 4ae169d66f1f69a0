package chaos.json;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A word that stands for one of a few values. */
final class Choice {

    private Choice() {}

    /** The value of a word. */
    static <E extends Enum<E>> E of(String pointer, String word, Function<E, String> words, E[] values) {
        return Arrays.stream(values)
                .filter(value -> words.apply(value).equals(word))
                .findFirst()
                .orElseThrow(() -> new MalformedJsonException(
                        pointer,
                        "must be " + Arrays.stream(values).map(words).collect(Collectors.joining(" or ")) + ", was \""
                                + Words.cut(word) + "\""));
    }
}
