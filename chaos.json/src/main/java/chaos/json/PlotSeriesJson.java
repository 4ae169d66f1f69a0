package chaos.json;

import chaos.api.calibration.Plot;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * One line or row of bars of a plot.
 *
 * @param label for people
 * @param expected whether it was computed, not measured
 * @param points two numbers each, from left to right: where, and how high
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PlotSeriesJson(String label, boolean expected, List<List<Double>> points) {

    private static final int COORDINATES = 2;

    static PlotSeriesJson of(Plot.Series series) {
        return new PlotSeriesJson(
                series.label(),
                series.expected(),
                series.points().stream()
                        .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y()))
                        .map(point -> List.of(point.x(), point.y()))
                        .toList());
    }

    Plot.Series series() {
        return new Plot.Series(
                label, expected, points.stream().map(PlotSeriesJson::point).toList());
    }

    private static Plot.Point point(List<Double> pair) {
        if (pair.size() != COORDINATES) {
            throw new MalformedJsonException("/points", "must have two numbers each, had " + pair.size());
        }
        return new Plot.Point(pair.get(0), pair.get(1));
    }
}
