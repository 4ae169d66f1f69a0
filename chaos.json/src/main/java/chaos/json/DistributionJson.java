package chaos.json;

import chaos.api.impairment.Distribution;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Arrays;
import java.util.Optional;

/**
 * The shape of a stochastic latency.
 *
 * @param kind {@code uniform}, {@code normal}, {@code pareto}, {@code paretonormal}, {@code exponential} or {@code
 *     table}
 * @param name of a table: 1 to 64 of a-z, 0-9, {@code _} and {@code -}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DistributionJson(String kind, Optional<String> name) {

    static DistributionJson of(Distribution distribution) {
        return distribution.match(new Distribution.Cases<>() {
            @Override
            public DistributionJson shape(Distribution.Shape shape) {
                return new DistributionJson(shape.kind(), Optional.empty());
            }

            @Override
            public DistributionJson table(Distribution.Table table) {
                return new DistributionJson(table.kind(), Optional.of(table.name()));
            }
        });
    }

    Distribution distribution() {
        var part = new Part("/latency/distribution", "kind \"" + Words.cut(kind) + "\"");
        if ("table".equals(kind)) {
            return part.value("name", part.need("name", name), Distribution.Table::new);
        }
        var shape = Arrays.stream(Distribution.Shape.values())
                .filter(value -> value.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new MalformedJsonException(
                        "/latency/distribution/kind",
                        "must be uniform, normal, pareto, paretonormal, exponential or table, was \"" + Words.cut(kind)
                                + "\""));
        part.lacks("name", name);
        return shape;
    }
}
