package chaos.http;

import chaos.http.problem.RequestRefused;
import chaos.json.PlaneChoiceJson;
import chaos.json.PreviewRequestJson;
import chaos.json.StrictJson;
import chaos.json.TableEntriesJson;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;

/** Makes a wire record of a request's body. */
final class JsonReader implements MessageBodyReader<Record> {

    private static final String UTF_8 = "utf-8";
    private static final String IDENTITY = "identity";

    private final RequestBody body;

    JsonReader(Limits limits) {
        body = new RequestBody(limits);
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public Record readFrom(
            Class<Record> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream in) {
        refuseOtherThanJson(mediaType, headers);
        var utf8 = body.read(in, type.equals(TableEntriesJson.class) ? TableEntriesJson.MAX_BYTES : 0);
        if (type.equals(PreviewRequestJson.class)) {
            return PreviewRequestJson.read(utf8);
        }
        return type.equals(PlaneChoiceJson.class) ? PlaneChoiceJson.read(utf8) : StrictJson.read(utf8, type);
    }

    private static void refuseOtherThanJson(MediaType mediaType, MultivaluedMap<String, String> headers) {
        // A body without a type reaches this as octets.
        if (!mediaType.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
            throw refused("the body has no type; send the header Content-Type: application/json");
        }
        var charset = mediaType.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, UTF_8);
        if (!charset.equalsIgnoreCase(UTF_8)) {
            throw refused("JSON is UTF-8, not " + charset + "; leave charset out of Content-Type");
        }
        for (var coding : headers.getOrDefault(HttpHeaders.CONTENT_ENCODING, List.of())) {
            if (!coding.equalsIgnoreCase(IDENTITY)) {
                throw refused("the body must be sent as it is, not as " + coding + "; leave Content-Encoding out");
            }
        }
    }

    private static RequestRefused refused(String detail) {
        return new RequestRefused(RequestRefused.Kind.NOT_JSON, detail);
    }
}
