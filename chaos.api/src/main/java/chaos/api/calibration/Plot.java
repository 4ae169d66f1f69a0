package chaos.api.calibration;

import java.util.List;
import java.util.Locale;

/**
 * A picture of what a case saw.
 *
 * @param subject what it is about; its quantity is the title
 * @param kind how it is drawn
 * @param xUnit of the values from left to right
 * @param yUnit of the values upwards
 * @param series what was measured and what was expected
 */
public record Plot(Subject subject, Kind kind, String xUnit, String yUnit, List<Series> series) {

    /** How a plot is drawn. */
    public enum Kind {
        /** Shares over values. */
        HISTOGRAM,
        /** A value over time. */
        LINE;

        /** The word of the wire contract. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One line or row of bars.
     *
     * @param label for people, for example {@code measured}
     * @param expected whether it was computed, not measured
     * @param points from left to right
     */
    public record Series(String label, boolean expected, List<Point> points) {

        /** A series; the list is copied. */
        public Series {
            points = List.copyOf(points);
        }
    }

    /**
     * A point, or the middle of a bar's upper edge.
     *
     * @param x from left to right
     * @param y upwards
     */
    public record Point(double x, double y) {}

    /** A plot; the list is copied. */
    public Plot {
        series = List.copyOf(series);
    }
}
