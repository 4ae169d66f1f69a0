package chaos.http.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a record's Javadoc says of it.
 *
 * @param summary of the record
 * @param components what each component is
 */
record RecordWords(String summary, Map<String, String> components) {

    private static final Pattern COMMENT =
            Pattern.compile("/\\*\\*(.*?)\\*/\\s*(?:@[^\\n]*\\s*)*public record", Pattern.DOTALL);
    private static final Pattern INLINE = Pattern.compile("\\{@\\w+\\s+([^}]*)}");

    /** The words in the source of this record. */
    static RecordWords of(Path sources, Class<?> document) {
        var file = sources.resolve(document.getName().replace('.', '/') + ".java");
        try {
            var comment = COMMENT.matcher(Files.readString(file));
            if (!comment.find()) {
                throw new IllegalStateException(file + " has no Javadoc on its record");
            }
            return parse(comment.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return what this component is} */
    String component(String name) {
        var words = components.get(name);
        if (words == null) {
            throw new IllegalStateException("no @param " + name + " in: " + summary);
        }
        return words;
    }

    private static RecordWords parse(String comment) {
        var text = INLINE.matcher(comment.replaceAll("(?m)^\\s*\\*\\s?", ""))
                .replaceAll(inline -> Matcher.quoteReplacement(inline.group(1).replaceFirst("^\\S*#", "")))
                .replaceAll("<sup>(.*?)</sup>", "^$1")
                .replaceAll("<[^>]*>", "");
        var parts = text.split("@param\\s+", -1);
        var components = new TreeMap<String, String>();
        for (var part : parts) {
            var words = part.strip().replaceAll("\\s+", " ");
            var space = words.indexOf(' ');
            if (!part.equals(parts[0]) && space > 0) {
                components.put(words.substring(0, space), words.substring(space + 1));
            }
        }
        return new RecordWords(parts[0].strip().replaceAll("\\s+", " "), components);
    }
}
