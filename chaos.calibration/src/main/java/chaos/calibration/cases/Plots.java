package chaos.calibration.cases;

import chaos.api.calibration.CaseName;
import chaos.api.calibration.Plot;
import chaos.api.calibration.Plot.Kind;
import chaos.api.calibration.Plot.Point;
import chaos.api.calibration.Plot.Series;
import chaos.api.calibration.Question;
import chaos.api.calibration.Subject;
import chaos.api.impairment.Impairment;
import chaos.calibration.statistics.Fit;
import chaos.calibration.statistics.LossRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Pictures of what a trial saw beside what was expected. */
final class Plots {

    private static final int BINS = 40;
    private static final int INTERVALS = 25;
    private static final int LONGEST_RUN = 20;
    private static final double PERCENT = 100;
    private static final double MILLI = 1e6;
    private static final double SECOND = 1e9;
    private static final double MEGA = 1e6;
    private static final double REACH = 0.999;
    private static final String SHARE = "% of packets";

    private Plots() {}

    /** How long packets took, over what the model says of packets on this rig. */
    static Plot delays(CaseName name, Impairment impairment, Seen seen) {
        var bench = seen.bench();
        var measured = seen.sortedDelays();
        var expected = Fit.convolve(
                bench.sample(impairment, seen.shape()), bench.floor().delays(), bench.seed());
        java.util.Arrays.sort(expected);
        double low = Math.min(at(measured, 0), at(expected, 0));
        double high = Math.max(at(measured, REACH), at(expected, REACH));
        double width = Math.max((high - low) / BINS, 1);
        return new Plot(
                subject(name, seen, "one-way delay, " + text(seen.shape())),
                Kind.HISTOGRAM,
                "ms",
                SHARE,
                List.of(
                        new Series("measured", false, bars(measured, low, width)),
                        new Series("expected", true, bars(expected, low, width))));
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
    }

    private static List<Point> bars(double[] sorted, double low, double width) {
        var counts = new int[BINS];
        for (double value : sorted) {
            int bin = (int) ((value - low) / width);
            if (bin >= 0 && bin <= BINS) { // the greatest belongs to the last
                counts[Math.min(bin, BINS - 1)]++;
            }
        }
        return IntStream.range(0, BINS)
                .mapToObj(i ->
                        new Point((low + (i + 0.5) * width) / MILLI, PERCENT * counts[i] / Math.max(1, sorted.length)))
                .toList();
    }

    /** How many losses follow each other, over a chain that goes on with a chance. */
    static Plot runs(CaseName name, Seen seen, double leave) {
        var lengths = new LossRuns(seen.trace().arrived(), seen.trace().sent()).lengths();
        double all = lengths.values().stream().mapToInt(Integer::intValue).sum();
        var measured = new ArrayList<Point>();
        var expected = new ArrayList<Point>();
        double share = leave;
        for (int length = 1; length <= LONGEST_RUN; length++) {
            measured.add(new Point(length, all == 0 ? 0 : PERCENT * lengths.getOrDefault(length, 0) / all));
            expected.add(new Point(length, PERCENT * share));
            share *= 1 - leave;
        }
        return new Plot(
                subject(name, seen, "length of loss bursts, " + text(seen.shape())),
                Kind.HISTOGRAM,
                "packets",
                "% of bursts",
                List.of(new Series("measured", false, measured), new Series("expected", true, expected)));
    }

    /** What came through a second, over the ceiling. */
    static Plot rate(CaseName name, Seen seen, double ceiling) {
        var trace = seen.trace();
        long begin = trace.arrivals() == 0 ? 0 : trace.arrivedAt(0);
        long end = trace.arrivals() == 0 ? 1 : trace.arrivedAt(trace.arrivals() - 1) + 1;
        double interval = (double) (end - begin) / INTERVALS;
        var bytes = new double[INTERVALS];
        for (int i = 0; i < trace.arrivals(); i++) {
            int slot = (int) ((trace.arrivedAt(i) - begin) / interval);
            bytes[Math.min(Math.max(slot, 0), INTERVALS - 1)] += seen.shape().bytes();
        }
        var measured = new ArrayList<Point>();
        var expected = new ArrayList<Point>();
        for (int i = 0; i < INTERVALS; i++) {
            double at = (i + 0.5) * interval / SECOND;
            measured.add(new Point(at, bytes[i] * 8 / (interval / SECOND) / MEGA));
            expected.add(new Point(at, ceiling / MEGA));
        }
        return new Plot(
                subject(name, seen, "rate over time, " + text(seen.shape())),
                Kind.LINE,
                "s",
                "Mbit/s",
                List.of(new Series("measured", false, measured), new Series("expected", true, expected)));
    }

    private static Subject subject(CaseName name, Seen seen, String title) {
        return new Subject(name, seen.bench().direction(), title, Question.PLANE_AGAINST_MODEL);
    }

    private static String text(Shape shape) {
        return shape.bytes() + " bytes, "
                + (shape.perSecond() >= Shape.BACK_TO_BACK ? "back to back" : Math.round(shape.perSecond()) + "/s");
    }
}
