package chaos.http;

import chaos.api.control.Outcome;
import chaos.http.problem.Problem;
import chaos.json.OutcomeJson;
import chaos.json.StrictJson;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Writes answers: outcomes, problems, and what is a wire record already. */
final class JsonWriter implements MessageBodyWriter<Record> {

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public void writeTo(
            Record answer,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(StrictJson.write(document(answer)));
    }

    private static Record document(Record answer) {
        if (answer instanceof Outcome outcome) {
            return OutcomeJson.of(outcome);
        }
        return answer instanceof Problem problem ? problem.document() : answer;
    }
}
