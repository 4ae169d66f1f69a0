package chaos.control;

import java.time.Duration;

/** The time of one link, as far as control waits for it or measures it. */
interface LinkTimer extends AutoCloseable {

    /** Nanoseconds from some moment; only differences mean anything. */
    long nanoTime();

    /** Runs a task later, once, on a thread of the timer; never after it is closed. */
    void after(Duration delay, Runnable task);

    /** Gives the thread back. */
    @Override
    void close();
}
