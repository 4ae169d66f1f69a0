package chaos.json;

import chaos.api.impairment.Distribution;
import chaos.api.impairment.Latency;
import chaos.api.unit.Correlation;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.util.Optional;

/**
 * Time added to each packet: {@code constant} with a duration, or {@code stochastic} with the rest.
 *
 * @param kind {@code constant} or {@code stochastic}
 * @param duration of a constant latency: 0 to 3600 s, in nanoseconds
 * @param mean of a stochastic latency: 0 to 3600 s, in nanoseconds
 * @param jitter of a stochastic latency: 0 to 2,147,483,647 ns
 * @param distribution of a stochastic latency; absent: uniform
 * @param correlation of a stochastic latency: 0 to below 1; absent: 0
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record LatencyJson(
        String kind,
        Optional<Long> duration,
        Optional<Long> mean,
        Optional<Long> jitter,
        Optional<DistributionJson> distribution,
        Optional<Double> correlation) {

    static final String CONSTANT = "constant";
    static final String STOCHASTIC = "stochastic";

    static LatencyJson of(Latency latency) {
        return latency.match(new Latency.Cases<>() {
            @Override
            public LatencyJson constant(Latency.Constant constant) {
                var duration = Optional.of(constant.duration().toNanos());
                return new LatencyJson(
                        CONSTANT, duration, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            }

            @Override
            public LatencyJson stochastic(Latency.Stochastic stochastic) {
                return new LatencyJson(
                        STOCHASTIC,
                        Optional.empty(),
                        Optional.of(stochastic.mean().toNanos()),
                        Optional.of(stochastic.jitter().toNanos()),
                        Optional.of(DistributionJson.of(stochastic.distribution())),
                        Optional.of(stochastic.correlation().fraction()));
            }
        });
    }

    Latency latency() {
        var part = new Part("/latency", "kind \"" + Words.cut(kind) + "\"");
        return switch (kind) {
            case CONSTANT -> constant(part);
            case STOCHASTIC -> stochastic(part);
            default -> throw new MalformedJsonException(
                    "/latency/kind", "must be constant or stochastic, was \"" + Words.cut(kind) + "\"");
        };
    }

    private Latency constant(Part part) {
        part.lacks("mean", mean)
                .lacks("jitter", jitter)
                .lacks("distribution", distribution)
                .lacks("correlation", correlation);
        long nanos = part.need("duration", duration);
        return part.value("duration", nanos, n -> new Latency.Constant(Duration.ofNanos(n)));
    }

    private Latency stochastic(Part part) {
        part.lacks("duration", duration);
        var average = Duration.ofNanos(part.need("mean", mean));
        var spread = Duration.ofNanos(part.need("jitter", jitter));
        var shape = distribution.map(DistributionJson::distribution).orElse(Distribution.Shape.UNIFORM);
        var dependency = correlation
                .map(value -> part.value("correlation", value, Correlation::ofFraction))
                .orElse(Correlation.NONE);
        return part.value("mean", average, m -> new Latency.Stochastic(m, spread, shape, dependency));
    }
}
