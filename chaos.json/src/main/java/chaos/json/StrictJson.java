package chaos.json;

import java.nio.charset.StandardCharsets;

/**
 * Reads and writes the wire documents. Nothing is coerced and nothing is passed over: text that is not UTF-8 JSON,
 * text after the document, a member that is unknown, missing or there twice, a value of another type or out of range,
 * a whole number written with a point, and nesting beyond every document of ours are refused, each with the JSON
 * pointer of the place.
 */
public final class StrictJson {

    private StrictJson() {}

    /**
     * The document that a client sent.
     *
     * @param utf8 JSON text
     * @param type a wire record of this package
     * @throws MalformedJsonException if it is anything else; the message is for people
     */
    public static <T extends Record> T read(byte[] utf8, Class<T> type) {
        return new DocumentReader(false).read(JsonText.parse(utf8), "", type);
    }

    /**
     * The document that a daemon answered. As {@link #read}, but unknown members are passed over, because a later
     * daemon may add some (the contract grows by additions only).
     *
     * @param utf8 JSON text
     * @param type a wire record of this package
     * @throws MalformedJsonException if it is anything else; the message is for people
     */
    public static <T extends Record> T readAnswer(byte[] utf8, Class<T> type) {
        return new DocumentReader(true).read(JsonText.parse(utf8), "", type);
    }

    /**
     * A document as UTF-8 JSON without white space, members in the order of the contract.
     *
     * @param document a wire record of this package
     */
    public static byte[] write(Record document) {
        return DocumentWriter.write(document);
    }

    /**
     * As {@link #write}, as text.
     *
     * @param document a wire record of this package
     */
    public static String text(Record document) {
        return new String(write(document), StandardCharsets.UTF_8);
    }
}
