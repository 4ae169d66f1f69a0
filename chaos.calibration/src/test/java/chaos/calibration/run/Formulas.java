package chaos.calibration.run;

import chaos.api.impairment.Impairment;
import chaos.api.prediction.Ceilings;
import chaos.api.prediction.Interval;
import chaos.api.prediction.LatencyQuantiles;
import chaos.api.prediction.Prediction;
import chaos.api.prediction.Predictor;
import chaos.api.prediction.Shares;
import chaos.api.prediction.Traffic;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What the three settings of a quick run of the canon should see. */
final class Formulas implements Predictor {

    @Override
    public Prediction predict(Impairment impairment, Impairment opposite, Traffic traffic) {
        double loss = impairment.loss().isPresent() ? 0.5 : 0;
        var latency = impairment.latency().map(each -> each.mean()).orElse(Duration.ZERO);
        var rate = impairment.rate().map(each -> OptionalLong.of(each.rate().bitsPerSecond()));
        return new Prediction(
                new Shares(new Interval(loss, loss, loss), 0, 0, 0),
                new LatencyQuantiles(latency, Duration.ZERO, latency, latency, latency),
                new Ceilings(rate.orElse(OptionalLong.empty()), Duration.ZERO, 0),
                Duration.ZERO,
                Optional.empty(),
                Prediction.Method.ANALYTIC);
    }

    @Override
    public long[] sample(Impairment impairment, Traffic traffic, int packets) {
        return new long[] {
            impairment.latency().map(each -> each.mean().toNanos()).orElse(0L)
        };
    }
}
