package chaos.control;

import java.time.Duration;

/** How long to wait before the next try: twice as long each time, up to a bound. */
final class BackOff {

    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = FIRST;

    /** {@return how long to wait now} */
    Duration next() {
        var now = next;
        var doubled = now.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return now;
    }

    /** Something changed: the next wait is short again. */
    void reset() {
        next = FIRST;
    }
}
