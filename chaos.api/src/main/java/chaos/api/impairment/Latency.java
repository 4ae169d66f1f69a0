package chaos.api.impairment;

import chaos.api.unit.Correlation;
import java.time.Duration;

/** Time added to each packet. */
public sealed interface Latency permits Latency.Constant, Latency.Stochastic {

    /** The longest latency: 3600 s. */
    Duration MAX = Duration.ofHours(1);

    /** The widest jitter: 2,147,483,647 ns, where netem caps it silently. */
    Duration MAX_JITTER = Duration.ofNanos(Integer.MAX_VALUE);

    /** Reads a latency by its form. */
    <R> R match(Cases<R> cases);

    /** The time added to the average packet. */
    Duration mean();

    /** The simplest form that means the same: zero jitter is constant. */
    Latency canonical();

    /**
     * One method a form.
     *
     * @param <R> what the reader makes of it
     */
    interface Cases<R> {

        /** The same for every packet. */
        R constant(Constant latency);

        /** Drawn for every packet. */
        R stochastic(Stochastic latency);
    }

    /**
     * The same latency for every packet.
     *
     * @param duration 0 to 3600 s
     */
    record Constant(Duration duration) implements Latency {

        /**
         * A constant latency.
         *
         * @throws InvalidFieldException if out of range
         */
        public Constant {
            requireLatency("/latency/duration", duration);
        }

        @Override
        public Duration mean() {
            return duration;
        }

        @Override
        public Latency canonical() {
            return this;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.constant(this);
        }
    }

    /**
     * A latency drawn for every packet.
     *
     * @param mean 0 to 3600 s
     * @param jitter 0 to 2,147,483,647 ns; what it is of the spread depends on the distribution
     * @param distribution the shape
     * @param correlation how much the previous draw decides the next
     */
    record Stochastic(Duration mean, Duration jitter, Distribution distribution, Correlation correlation)
            implements Latency {

        /**
         * A stochastic latency.
         *
         * @throws InvalidFieldException if out of range
         */
        public Stochastic {
            requireLatency("/latency/mean", mean);
            if (jitter.isNegative() || jitter.compareTo(MAX_JITTER) > 0) {
                throw new InvalidFieldException(
                        "/latency/jitter", "must be 0 to " + MAX_JITTER.toNanos() + " ns, was " + jitter.toNanos());
            }
        }

        @Override
        public Latency canonical() {
            return jitter.isZero() ? new Constant(mean) : this;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stochastic(this);
        }
    }

    private static void requireLatency(String field, Duration duration) {
        if (duration.isNegative() || duration.compareTo(MAX) > 0) {
            throw new InvalidFieldException(
                    field, "must be 0 to " + MAX.toNanos() + " ns (3600 s), was " + duration.toNanos());
        }
    }
}
