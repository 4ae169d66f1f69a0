package chaos.gogo.ui;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Request line and header fields of one request (RFC 9112), held to a form about which no two readers can differ: one
 * request a connection, a body only by its length, no line that continues another.
 *
 * @param method for example {@code GET}
 * @param target the path with its query
 * @param fields the header fields in their order
 */
record RequestHead(String method, String target, List<Field> fields) {

    private static final int MAX_BYTES = 32 * 1024;
    private static final Pattern LINE = Pattern.compile("([A-Z]{1,20}) (/[!-~]*) HTTP/1\\.1");
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):([ -~\\t]*)");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

    /** A header field. */
    record Field(String name, String value) {}

    /** What cannot be let through, and why. */
    static final class RefusedHeadException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedHeadException(String why) {
            super(why);
        }
    }

    /**
     * Reads a head, and nothing of what follows it.
     *
     * @return empty: the other side closed without asking
     */
    static Optional<RequestHead> read(InputStream in) throws IOException, RefusedHeadException {
        var bytes = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0 && bytes.size() == 0) {
                return Optional.empty();
            }
            if (next < 0) {
                throw new RefusedHeadException("the request ends within its head");
            }
            if (bytes.size() == MAX_BYTES) {
                throw new RefusedHeadException("the head of a request may have " + MAX_BYTES + " bytes");
            }
            bytes.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return Optional.of(parse(bytes.toString(StandardCharsets.ISO_8859_1)));
    }

    static RequestHead parse(String text) throws RefusedHeadException {
        var lines = text.substring(0, text.length() - 4).split("\r\n", -1);
        var line = LINE.matcher(lines[0]);
        if (!line.matches()) {
            throw new RefusedHeadException("this is not an HTTP/1.1 request for a path");
        }
        var fields = new ArrayList<Field>();
        for (int i = 1; i < lines.length; i++) {
            var field = FIELD.matcher(lines[i]);
            if (!field.matches()) {
                throw new RefusedHeadException("a header field is malformed");
            }
            fields.add(new Field(field.group(1), field.group(2).strip()));
        }
        return new RequestHead(line.group(1), line.group(2), List.copyOf(fields));
    }

    /** The only value of a field; empty: it is not there. */
    Optional<String> only(String name) throws RefusedHeadException {
        var values = all(name);
        if (values.size() > 1) {
            throw new RefusedHeadException("the header field " + name + " is there twice");
        }
        return values.stream().findFirst();
    }

    /** Every value of a field. */
    List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /** The bytes of the body. */
    int bodyBytes() throws RefusedHeadException {
        if (!all("Transfer-Encoding").isEmpty()) {
            throw new RefusedHeadException("a body must come with its Content-Length");
        }
        var length = only("Content-Length").orElse("0");
        if (!LENGTH.matcher(length).matches()) {
            throw new RefusedHeadException("the Content-Length is not a length");
        }
        return Integer.parseInt(length);
    }

    /** The head as it is sent on: without what was meant for us, and for one request only. */
    byte[] forwarded(List<String> withheld) {
        var head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        head.append("Host: localhost\r\nConnection: close\r\n");
        fields.stream()
                .filter(field -> !withheld.contains(field.name().toLowerCase(Locale.ROOT)))
                .forEach(field -> head.append(field.name())
                        .append(": ")
                        .append(field.value())
                        .append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
