package chaos.linux.traffic;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Whether the wall clock was set while a train was on its way: how far it is ahead of the clock that nobody sets must
 * not change. Both run faster or slower together when they are adjusted gently, which changes no difference of times.
 */
final class ClockWatch {

    /** Below this it is the time that reading two clocks takes. */
    static final long BOUND = 20_000;

    private static final int TRIES = 8;

    private final LongSupplier wall;
    private final LongSupplier steady;
    private final OptionalLong first;
    private OptionalLong step = OptionalLong.empty();

    /** Looks for the first time; both clocks tell nanoseconds. */
    ClockWatch(LongSupplier wall, LongSupplier steady) {
        this.wall = wall;
        this.steady = steady;
        this.first = ahead();
    }

    /** Looks again. */
    void look() {
        var now = ahead();
        if (first.isPresent() && now.isPresent()) {
            long moved = now.getAsLong() - first.getAsLong();
            long most = step.orElse(0);
            step = OptionalLong.of(Math.abs(moved) > Math.max(BOUND, Math.abs(most)) ? moved : most);
        }
    }

    /** By how much it was set at most, in nanoseconds; 0 if it was not, empty if that could not be seen. */
    OptionalLong step() {
        return step;
    }

    /** Empty if each time something came between the readings. */
    private OptionalLong ahead() {
        for (int i = 0; i < TRIES; i++) {
            long before = steady.getAsLong();
            long time = wall.getAsLong();
            long took = steady.getAsLong() - before;
            if (took < BOUND / 2) {
                return OptionalLong.of(time - before - took / 2);
            }
        }
        return OptionalLong.empty();
    }
}
