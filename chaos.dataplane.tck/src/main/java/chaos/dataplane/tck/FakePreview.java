package chaos.dataplane.tck;

import chaos.api.control.Preview;
import chaos.api.dataplane.Layer;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.prediction.Ceilings;
import chaos.api.prediction.HistogramBin;
import chaos.api.prediction.Interval;
import chaos.api.prediction.LatencyQuantiles;
import chaos.api.prediction.Prediction;
import chaos.api.prediction.Shares;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A preview with a value in every place, for the tests of those who show one. */
public final class FakePreview {

    private FakePreview() {}

    /** What a plane would say of an impairment, whatever it is. */
    public static Preview of(Impairment impairment) {
        var layers = List.of(Layer.of("tbf", "c4a:0", "root", Map.of("limit", 12L)));
        return new Preview(new Plan(impairment, layers, List.of(), List.of()), Optional.of(prediction()));
    }

    private static Prediction prediction() {
        return new Prediction(
                new Shares(new Interval(1, 0.5, 1.5), 2, 0.5, 0.1),
                new LatencyQuantiles(millis(40), millis(5), millis(30), millis(40), millis(50)),
                new Ceilings(OptionalLong.of(25_000_000), millis(100), 91_600),
                Duration.ofNanos(1500),
                Optional.of(millis(80)),
                Prediction.Method.SIMULATED,
                List.of(new HistogramBin(millis(30), millis(40), 25), new HistogramBin(millis(40), millis(50), 75)),
                List.of(Warning.about("/rate", "overload", "more is offered than the rate carries")));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
