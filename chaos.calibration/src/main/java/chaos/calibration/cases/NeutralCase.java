package chaos.calibration.cases;

import chaos.api.calibration.CaseDescription;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.RunRequest.Mode;
import chaos.api.calibration.ToleranceBand;
import chaos.api.impairment.Impairment;
import chaos.calibration.statistics.Estimates;
import chaos.calibration.statistics.SampleSize;
import java.util.List;

/** No impairment changes nothing. */
final class NeutralCase implements CalibrationCase {

    private static final CaseName NAME = new CaseName("T-NEUTRAL");
    private static final String PACKET_PLANE = "packet";
    private static final double MICRO = 1000;
    private static final double P99 = 0.99;
    /** Of the packets; it would be seen. */
    private static final double SHARE = 0.001;

    private static final long FOR_NONE = SampleSize.forNone(SHARE);
    private static final long FOR_P99 = SampleSize.forQuantile(1 - P99);
    private static final ToleranceBand NONE = new ToleranceBand(0, 0, "packets");

    @Override
    public CaseDescription description() {
        return new CaseDescription(
                NAME,
                "no impairment: no packet lost or changed, and hardly a delay above the rig's own (99 % within 50 µs,"
                        + " on the packet plane 300 µs)",
                false);
    }

    @Override
    public List<Trial> trials(Mode mode) {
        return mode == Mode.QUICK
                ? List.of(trial(new Shape(256, 10_000, 10_000)))
                : List.of(
                        trial(new Shape(64, 20_000, 200_000)),
                        trial(new Shape(256, 10_000, 50_000)),
                        trial(new Shape(1500, 10_000, 50_000)));
    }

    private static Trial trial(Shape shape) {
        return new ProbeTrial(
                Impairment.NONE, shape, NeutralCase::judge, seen -> List.of(Plots.delays(NAME, Impairment.NONE, seen)));
    }

    private static List<Finding> judge(Seen seen) {
        var trace = seen.trace();
        boolean inUserSpace = seen.bench().plane().value().equals(PACKET_PLANE);
        double gate = (inUserSpace ? 300 : 50) * MICRO;
        double goal = (inUserSpace ? 100 : 20) * MICRO;
        var delays = seen.sortedDelays();
        var quantity = "99th percentile of the one-way delay above the floor's";
        // What is quicker than the floor is no slower than it.
        var band = new ToleranceBand(Double.NEGATIVE_INFINITY, gate, "ns");
        var above = delays.length == 0
                ? Finding.nothing(quantity, band, FOR_P99, "no probe arrived")
                : new AboveFloor(
                                seen,
                                Estimates.quantile(delays, P99),
                                seen.bench().floor().p99(),
                                new ToleranceBand(0, gate, "ns"))
                        .finding(quantity, band, FOR_P99)
                        .goal(new ToleranceBand(Double.NEGATIVE_INFINITY, goal, "ns"));
        return List.of(
                none("packets lost", trace.lost(), trace.sent()),
                none("packets changed", trace.corrupted(), trace.sent()),
                none("packets twice", trace.duplicates(), trace.sent()),
                above);
    }

    private static Finding none(String quantity, long hits, long of) {
        return Finding.plane(quantity, NONE, FOR_NONE, Estimates.count(hits, of))
                .asCertain();
    }
}
