package chaos.api.impairment;

import java.time.Duration;

/** How much may wait before packets are dropped. */
public sealed interface QueueLimit permits QueueLimit.Packets, QueueLimit.Time {

    /** Reads a limit by its form. */
    <R> R match(Cases<R> cases);

    /**
     * One method a form.
     *
     * @param <R> what the reader makes of it
     */
    interface Cases<R> {

        /** A number of packets. */
        R packets(Packets limit);

        /** Time at the rate. */
        R time(Time limit);
    }

    /**
     * So many packets may wait (pfifo).
     *
     * @param packets 1 to {@value #MAX}
     */
    record Packets(long packets) implements QueueLimit {

        /** The most packets that may wait. */
        public static final long MAX = 10_000_000;

        /**
         * A limit in packets.
         *
         * @throws InvalidFieldException if out of range
         */
        public Packets {
            if (packets < 1 || packets > MAX) {
                throw new InvalidFieldException("/queue/limit_packets", "must be 1 to " + MAX + ", was " + packets);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.packets(this);
        }
    }

    /**
     * So many bytes may wait as the rate carries in a time (bfifo); needs a rate.
     *
     * @param time above 0, up to 3600 s
     */
    record Time(Duration time) implements QueueLimit {

        /**
         * A limit in time.
         *
         * @throws InvalidFieldException if out of range
         */
        public Time {
            if (time.isNegative() || time.isZero() || time.compareTo(Latency.MAX) > 0) {
                throw new InvalidFieldException(
                        "/queue/limit_time", "must be 1 to " + Latency.MAX.toNanos() + " ns, was " + time.toNanos());
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.time(this);
        }
    }
}
