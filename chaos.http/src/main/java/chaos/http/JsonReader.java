package chaos.http;

import chaos.http.problem.RequestRefused;
import chaos.json.PlaneChoiceJson;
import chaos.json.PreviewRequestJson;
import chaos.json.StrictJson;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Makes a wire record of a request's body. */
final class JsonReader implements MessageBodyReader<Record> {

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
        // A body without a type reaches this as octets.
        if (!mediaType.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
            throw new RequestRefused(
                    RequestRefused.Kind.NOT_JSON,
                    "the body has no type; send the header Content-Type: application/json");
        }
        var utf8 = body.read(in);
        if (type.equals(PreviewRequestJson.class)) {
            return PreviewRequestJson.read(utf8);
        }
        return type.equals(PlaneChoiceJson.class) ? PlaneChoiceJson.read(utf8) : StrictJson.read(utf8, type);
    }
}
