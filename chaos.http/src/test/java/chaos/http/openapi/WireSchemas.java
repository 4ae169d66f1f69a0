package chaos.http.openapi;

import chaos.api.control.Outcome;
import chaos.json.OutcomeJson;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Schemas of the wire records: the components are the members, {@code Optional} may be absent (or null, where the
 * record says so), nothing else may be there; the words are those of the records' own Javadoc.
 */
final class WireSchemas implements ModelConverter {

    private static final String RECORDS = "chaos.json";

    private final Path sources;

    WireSchemas(Path sources) {
        this.sources = sources;
    }

    @Override
    public Schema<?> resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        var raw = TypeFactory.rawClass(type.getType());
        if (raw == Outcome.class) {
            return document(OutcomeJson.class, context);
        }
        if (raw.isRecord() && raw.getPackageName().equals(RECORDS)) {
            return document(raw, context);
        }
        return chain.hasNext() ? chain.next().resolve(type, context, chain) : new JsonSchema();
    }

    private Schema<?> document(Class<?> document, ModelConverterContext context) {
        var name = document.getSimpleName().replaceFirst("Json$", "");
        if (!context.getDefinedModels().containsKey(name)) {
            var schema = of("object");
            context.defineModel(name, schema);
            describe(schema, document, context);
        }
        return new JsonSchema().$ref("#/components/schemas/" + name);
    }

    private void describe(Schema<?> schema, Class<?> document, ModelConverterContext context) {
        var words = RecordWords.of(sources, document);
        schema.setDescription(words.summary());
        schema.setAdditionalProperties(false);
        var nulls = isMarked(document, "NullsShown");
        for (var component : document.getRecordComponents()) {
            var member = member(component.getGenericType(), context);
            if (isMarked(document, "Open") && component.getType() == SortedMap.class) {
                schema.setAdditionalProperties(member.getAdditionalProperties());
                continue;
            }
            var name = snake(component.getName());
            var mayBeAbsent = component.getType() == Optional.class;
            if (mayBeAbsent && nulls) {
                member = orNull(member);
            }
            var described = words.component(component.getName());
            member.setDescription(described);
            schema.addProperty(name, member);
            // Null is shown where a document says so; only of what clients send does one speak of absence.
            if (!mayBeAbsent || (nulls && !described.contains("absent"))) {
                schema.addRequiredItem(name);
            }
        }
    }

    private Schema<?> member(Type type, ModelConverterContext context) {
        if (!(type instanceof ParameterizedType generic)) {
            return scalar((Class<?>) type).orElseGet(() -> document((Class<?>) type, context));
        }
        var arguments = generic.getActualTypeArguments();
        var last = member(arguments[arguments.length - 1], context);
        if (generic.getRawType() == Optional.class) {
            return last;
        }
        if (generic.getRawType() == List.class) {
            var list = of("array");
            list.setItems(last);
            return list;
        }
        var map = of("object");
        map.setAdditionalProperties(last);
        return map;
    }

    private static Optional<Schema<?>> scalar(Class<?> type) {
        if (type == long.class || type == Long.class) {
            var whole = of("integer");
            whole.setFormat("int64");
            return Optional.of(whole);
        }
        if (type == double.class || type == Double.class) {
            return Optional.of(of("number"));
        }
        if (type == boolean.class || type == Boolean.class) {
            return Optional.of(of("boolean"));
        }
        if (type == Object.class) {
            return Optional.of(of("number", "string", "boolean"));
        }
        return type == String.class ? Optional.of(of("string")) : Optional.empty();
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() == null) {
            schema.addType("null");
            return schema;
        }
        var either = new JsonSchema();
        either.setAnyOf(List.of(schema, of("null")));
        return either;
    }

    private static Schema<?> of(String... types) {
        var schema = new JsonSchema();
        schema.setTypes(new TreeSet<>(Arrays.asList(types)));
        return schema;
    }

    /** The markers are the library's own business, so they are known here by name only. */
    private static boolean isMarked(Class<?> document, String marker) {
        return Stream.of(document.getInterfaces())
                .anyMatch(each -> each.getSimpleName().equals(marker));
    }

    /** As the library names members; the test against real answers would show a difference. */
    private static String snake(String name) {
        return name.replaceFirst("_$", "").replaceAll("(?=\\p{Lu})", "_").toLowerCase(Locale.ROOT);
    }
}
