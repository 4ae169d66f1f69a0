package chaos.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads JSON text (RFC 8259) strictly: UTF-8, one value, no member twice, no number that is none, not too deep. */
final class JsonText {

    /** Deeper than any document of ours, and far from where a reader of objects in objects runs out of stack. */
    static final int MAX_DEPTH = 16;

    private static final int LONGEST_NUMBER = 400;
    private static final Pattern NO_NUMBER = Pattern.compile("[+-]?(NaN|Infinity|INF)\\b.*", Pattern.DOTALL);
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2 * MAX_DEPTH)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(Integer.MAX_VALUE) // a bound on the whole is the caller's
                    .build())
            .build();

    private final String text;
    private final JsonParser parser;

    private JsonText(String text, JsonParser parser) {
        this.text = text;
        this.parser = parser;
    }

    /** The value that UTF-8 bytes hold. */
    static Node parse(byte[] utf8) {
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw MalformedJsonException.causedBy(new MalformedJsonException("", "is not UTF-8 text"), e);
        }
    }

    /** The value that text holds. */
    static Node parse(String text) {
        try (var parser = FACTORY.createParser(text)) {
            return new JsonText(text, parser).document();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private Node document() throws IOException {
        try {
            return root();
        } catch (StreamConstraintsException e) {
            // Depth is refused here before the parser does: it is a number.
            var tooLong = new MalformedJsonException(
                    parser.getParsingContext().pathAsPointer().toString(),
                    "is out of range: a number has at most " + LONGEST_NUMBER + " digits");
            throw MalformedJsonException.causedBy(tooLong, e);
        } catch (JsonProcessingException e) {
            throw MalformedJsonException.causedBy(refusal(e.getLocation()), e);
        }
    }

    private Node root() throws IOException {
        var first = parser.nextToken();
        if (first == null) {
            throw new MalformedJsonException("", "is empty");
        }
        var root = value(first, "", 1);
        if (parser.nextToken() != null) {
            throw new MalformedJsonException("", "ends, and more text follows " + where(parser.currentTokenLocation()));
        }
        return root;
    }

    private Node value(JsonToken token, String pointer, int depth) throws IOException {
        return switch (token) {
            case START_OBJECT -> members(pointer, depth);
            case START_ARRAY -> items(pointer, depth);
            case VALUE_STRING -> new Node.Text(parser.getText());
            case VALUE_NUMBER_INT -> whole(parser.getText(), pointer);
            case VALUE_NUMBER_FLOAT -> decimal(parser.getText(), pointer);
            case VALUE_TRUE -> new Node.Truth(true);
            case VALUE_FALSE -> new Node.Truth(false);
            case VALUE_NULL -> new Node.Nothing();
            default -> throw new MalformedJsonException(pointer, "is not JSON " + where(parser.currentLocation()));
        };
    }

    private Node members(String pointer, int depth) throws IOException {
        refuseDepth(pointer, depth);
        var members = new TreeMap<String, Node>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var place = Words.pointer(pointer, name);
            if (members.containsKey(name)) {
                throw new MalformedJsonException(place, "is there twice");
            }
            members.put(name, value(parser.nextToken(), place, depth + 1));
        }
        return new Node.Members(members);
    }

    private Node items(String pointer, int depth) throws IOException {
        refuseDepth(pointer, depth);
        var items = new ArrayList<Node>();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token, pointer + "/" + items.size(), depth + 1));
        }
        return new Node.Items(items);
    }

    private static void refuseDepth(String pointer, int depth) {
        if (depth > MAX_DEPTH) {
            throw new MalformedJsonException(pointer, "is nested more than " + MAX_DEPTH + " deep");
        }
    }

    private static Node whole(String written, String pointer) {
        try {
            return new Node.Whole(Long.parseLong(written));
        } catch (NumberFormatException e) {
            return decimal(written, pointer); // more than 64 bits; a reader of whole numbers names its bound
        }
    }

    private static Node decimal(String written, String pointer) {
        double value = Double.parseDouble(written);
        if (Double.isInfinite(value)) {
            throw new MalformedJsonException(pointer, "must be a number below 1.8e308, was " + Words.cut(written));
        }
        return new Node.Decimal(written, value);
    }

    /** The parser's own messages speak of its settings, so they are not passed on. */
    private MalformedJsonException refusal(JsonLocation location) {
        var pointer = parser.getParsingContext().pathAsPointer().toString();
        var at = location == null ? JsonLocation.NA : location;
        int start = (int) Math.max(0, Math.min(text.length(), at.getCharOffset()));
        while (start > 0 && isWordPart(text.charAt(start - 1))) {
            start--;
        }
        if (NO_NUMBER.matcher(text.substring(start)).matches()) {
            return new MalformedJsonException(pointer, "must be a finite number; JSON has no NaN and no infinity");
        }
        return new MalformedJsonException(pointer, "is not JSON " + where(at));
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '+';
    }

    private static String where(JsonLocation at) {
        return "at line " + Math.max(1, at.getLineNr()) + ", column " + Math.max(1, at.getColumnNr());
    }
}
