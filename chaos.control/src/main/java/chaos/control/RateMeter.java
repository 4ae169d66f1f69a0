package chaos.control;

import chaos.api.dataplane.QdiscStats;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The rates of one direction since the sample before. */
final class RateMeter {

    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private Optional<Sample> previous = Optional.empty();

    /**
     * Rates over the time since the previous sample.
     *
     * @param bits layer-2 bits a second
     * @param packets packets a second
     */
    record Rates(double bits, double packets) {

        static final Rates NONE = new Rates(0, 0);
    }

    private record Sample(long attachment, QdiscStats stats, Rates rates) {}

    /**
     * The rates up to this sample; none in the first of an attachment, because counters start anew with each.
     *
     * @param attachment a number that is another for every attachment of a plane
     */
    synchronized Rates upTo(QdiscStats stats, long attachment) {
        var last = previous.filter(sample -> sample.attachment() == attachment);
        var elapsed = last.map(sample -> Duration.between(sample.stats().sampledAt(), stats.sampledAt()))
                .orElse(Duration.ZERO);
        if (last.isPresent() && (elapsed.isNegative() || elapsed.isZero())) {
            return last.get().rates();
        }
        var rates = last.map(sample -> rates(sample.stats(), stats, elapsed)).orElse(Rates.NONE);
        previous = Optional.of(new Sample(attachment, stats, rates));
        return rates;
    }

    private static Rates rates(QdiscStats from, QdiscStats to, Duration elapsed) {
        double seconds = elapsed.toNanos() / NANOS;
        long bytes = to.counters().bytes() - from.counters().bytes();
        long packets = to.counters().packets() - from.counters().packets();
        return new Rates(Math.max(0, bytes) * Byte.SIZE / seconds, Math.max(0, packets) / seconds);
    }
}
