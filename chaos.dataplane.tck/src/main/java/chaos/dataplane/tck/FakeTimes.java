package chaos.dataplane.tck;

import chaos.api.dataplane.TimeHistogram;
import chaos.api.dataplane.TimeHistogram.Bin;
import chaos.api.dataplane.TimeHistogram.Measure;
import chaos.api.dataplane.TimeHistogram.Quantiles;
import java.time.Duration;
import java.util.List;

/** Times that a plane which carries packets might have measured, for the tests of those who show them. */
public final class FakeTimes {

    private FakeTimes() {}

    /** Both measures, of twelve packets. */
    public static List<TimeHistogram> ofTwelvePackets() {
        return List.of(of(Measure.ADDED_DELAY, 15_000), of(Measure.LATENESS, 1_000));
    }

    private static TimeHistogram of(Measure measure, long nanos) {
        var quantiles = new Quantiles(
                nanos(nanos / 2), nanos(nanos), nanos(2 * nanos), nanos(3 * nanos), nanos(3 * nanos), nanos(4 * nanos));
        var bins = List.of(new Bin(Duration.ZERO, nanos(nanos), 6), new Bin(nanos(nanos), nanos(4 * nanos + 1), 6));
        return new TimeHistogram(measure, 12, quantiles, nanos(nanos + 500), bins);
    }

    private static Duration nanos(long nanos) {
        return Duration.ofNanos(nanos);
    }
}
