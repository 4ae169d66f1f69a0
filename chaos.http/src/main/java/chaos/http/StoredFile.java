package chaos.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * A file inside this bundle.
 *
 * @param resource its absolute resource name; never made from a request
 * @param type its media type without a charset; text is UTF-8
 */
record StoredFile(String resource, String type) {

    String mediaType() {
        return type.startsWith("image/") ? type : type + ";charset=utf-8";
    }

    byte[] bytes() {
        try (var in = StoredFile.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(in, () -> "not in this bundle: " + resource)
                    .readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
