package chaos.dataplane.packet;

/** Tells of packets that left later than they were due, once for each second in which that happened. */
final class LatenessWatch {

    private static final long INTERVAL = 1_000_000_000;

    private final Delays delays;
    private final Listener listener;
    private long last = -INTERVAL;
    private boolean late;

    LatenessWatch(Delays delays, Listener listener) {
        this.delays = delays;
        this.listener = listener;
    }

    /** Who is told; on the thread that carries the packets, so at once. */
    interface Listener {

        /**
         * Packets were late.
         *
         * @param packets how many
         * @param most how late the latest of them was, in nanoseconds
         */
        void late(long packets, long most);

        /** The thread has ended by a fault of its own: nothing passes any more. */
        void ended(Throwable cause);
    }

    /** Looks, and tells where it is time for that. */
    void look(long now) {
        late = delays.isLate();
        if (now - last < INTERVAL) {
            return;
        }
        if (late) {
            listener.late(delays.latePackets(), delays.latest());
        } else if (!delays.isInTime()) {
            return;
        }
        last = now;
        late = false;
        delays.forget();
    }

    /** When to look again at the latest. */
    long next() {
        return late ? last + INTERVAL : Long.MAX_VALUE;
    }
}
