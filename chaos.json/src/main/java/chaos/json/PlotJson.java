package chaos.json;

import chaos.api.calibration.Plot;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * A picture of what a case saw.
 *
 * @param case_ the case
 * @param direction {@code port1} or {@code port2}
 * @param quantity the title
 * @param question {@code plane_against_model} or {@code intent_against_model}
 * @param kind {@code histogram} or {@code line}
 * @param xUnit of the values from left to right
 * @param yUnit of the values upwards
 * @param series what was measured and what was expected
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PlotJson(
        @JsonProperty("case") String case_,
        String direction,
        String quantity,
        String question,
        String kind,
        String xUnit,
        String yUnit,
        List<PlotSeriesJson> series) {

    static PlotJson of(Plot plot) {
        var subject = SubjectWords.of(plot.subject());
        return new PlotJson(
                subject.name(),
                subject.direction(),
                subject.quantity(),
                subject.question(),
                plot.kind().word(),
                plot.xUnit(),
                plot.yUnit(),
                plot.series().stream().map(PlotSeriesJson::of).toList());
    }

    Plot plot() {
        return new Plot(
                new SubjectWords(case_, direction, quantity, question).subject(),
                Choice.of("/kind", kind, Plot.Kind::word, Plot.Kind.values()),
                xUnit,
                yUnit,
                series.stream().map(PlotSeriesJson::series).toList());
    }
}
