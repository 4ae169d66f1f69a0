package chaos.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The description as a client reads it, to hold answers against. */
public final class Description {

    private static final Set<String> METHODS = Set.of("get", "put", "delete", "post");

    private final JsonNode root;

    public Description(String json) {
        root = tree(json);
    }

    /** {@return every operation, as {@code GET /v1/system}} */
    public Set<String> operations() {
        var all = new TreeSet<String>();
        for (var path : root.path("paths").properties()) {
            path.getValue().fieldNames().forEachRemaining(method -> {
                if (METHODS.contains(method)) {
                    all.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            });
        }
        return all;
    }

    /** {@return the example bodies of an operation} */
    public List<String> examples(String operation) {
        var bodies = new ArrayList<String>();
        var examples = operation(operation).at("/requestBody/content/application~1json/examples");
        examples.forEach(example -> bodies.add(example.path("value").toString()));
        return bodies;
    }

    /** {@return what is wrong with an answer; empty: nothing} */
    public List<String> faults(String operation, int status, String mediaType, String body) {
        var responses = operation(operation).path("responses");
        var response = Optional.of(responses.path(Integer.toString(status)))
                .filter(JsonNode::isObject)
                .orElse(responses.path("default"));
        var schema = response.path("content").path(plain(mediaType)).path("schema");
        if (schema.isMissingNode()) {
            return List.of(operation + " does not say that it answers " + status + " as " + mediaType);
        }
        var whole = root.deepCopy();
        var schemas =
                new ObjectMapper().createObjectNode().setAll((com.fasterxml.jackson.databind.node.ObjectNode) schema);
        ((com.fasterxml.jackson.databind.node.ObjectNode) schemas).set("components", whole.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schemas)
                .validate(plain(mediaType).contains("json") ? tree(body) : TextNode.valueOf(body))
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static String plain(String mediaType) {
        return mediaType.replaceFirst(";.*", "");
    }

    private JsonNode operation(String operation) {
        var words = operation.split(" ", 2);
        return root.path("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
