package chaos.dataplane.packet;

import chaos.linux.Waiting;

/**
 * The time of one direction, in nanoseconds since it began, on the clock that never steps. The kernel stamps frames on
 * the wall's clock; how far the two are apart is looked at again every so often. For one thread.
 */
final class PlaneClock {

    private static final long COMPARE_EVERY = 50_000_000;
    private static final int PAIRS = 4;
    private static final int TRIES = 20;
    private static final long AT_ONCE = 3000;
    private static final long BELIEVABLE = 1_000_000_000;

    private final long origin = System.nanoTime();
    private final Waiting waiting;
    private long apart;
    private long comparedAt;

    PlaneClock(Waiting waiting) {
        this.waiting = waiting;
        compare();
    }

    long now() {
        return System.nanoTime() - origin;
    }

    /** Compares the clocks if that was not done for a while. */
    void keepInStep(long now) {
        if (now - comparedAt > COMPARE_EVERY) {
            compare();
        }
    }

    /**
     * Both are read one after the other, which is worth nothing where the thread was held up in between: the quickest
     * of some pairs counts, of more where all were slow.
     */
    private void compare() {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < PAIRS || (i < TRIES && shortest > AT_ONCE); i++) {
            long before = now();
            long wall = waiting.wallClock();
            long took = now() - before;
            if (took < shortest) {
                shortest = took;
                apart = wall - before - took / 2;
            }
        }
        comparedAt = now();
    }

    /**
     * When a frame came in.
     *
     * @param stamp on the wall's clock; 0 if there is none
     * @param since when there was no frame that had not been taken; a thread that was stopped finds old ones
     * @param now the time when the batch was begun, which is the answer where the stamp cannot be: somebody has set the
     *     clock meanwhile
     */
    long arrival(long stamp, long since, long now) {
        long at = stamp - apart;
        if (stamp == 0 || at < since - BELIEVABLE || at > now + BELIEVABLE) {
            comparedAt = now - COMPARE_EVERY - 1;
            return now;
        }
        // It may have come since then: to take it for older would let it go too early.
        return at <= now ? at : Math.min(at, now());
    }
}
