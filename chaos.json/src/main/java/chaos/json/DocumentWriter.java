package chaos.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes wire records in the one canonical form: members in the order of the contract, UTF-8, no white space. */
final class DocumentWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;

    private DocumentWriter(JsonGenerator out) {
        this.out = out;
    }

    static byte[] write(Record document) {
        var bytes = new ByteArrayOutputStream();
        try (var generator = FACTORY.createGenerator(bytes)) {
            new DocumentWriter(generator).object(document);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private void object(Object document) throws IOException {
        var shape = Shape.of(document.getClass());
        out.writeStartObject();
        for (var member : shape.members()) {
            var value = member.of(document);
            if (shape.open() && value instanceof Map<?, ?> rest) {
                members(rest);
            } else {
                member(member.name(), value, shape.nulls() && member.isNullable());
            }
        }
        out.writeEndObject();
    }

    private void member(String name, Object value, boolean nulls) throws IOException {
        if (!(value instanceof Optional<?> optional)) {
            out.writeFieldName(name);
            value(value);
        } else if (optional.isPresent()) {
            out.writeFieldName(name);
            value(optional.get());
        } else if (nulls) {
            out.writeNullField(name);
        }
    }

    private void members(Map<?, ?> map) throws IOException {
        for (var entry : map.entrySet()) {
            out.writeFieldName(entry.getKey().toString());
            value(entry.getValue());
        }
    }

    private static double finite(double decimal) {
        if (!Double.isFinite(decimal)) {
            throw new IllegalArgumentException("JSON has no number " + decimal);
        }
        return decimal;
    }

    private void value(Object value) throws IOException {
        if (value instanceof Long whole) {
            out.writeNumber(whole);
        } else if (value instanceof Double decimal) {
            out.writeNumber(finite(decimal));
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof String text) {
            out.writeString(Words.wellFormed(text));
        } else if (value instanceof List<?> items) {
            out.writeStartArray();
            for (var item : items) {
                value(item);
            }
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            members(map);
            out.writeEndObject();
        } else {
            object(value);
        }
    }
}
