package chaos.calibration.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a link back as a run found it, again and again until that is done; then the journal is forgotten. */
final class GivingBack implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(GivingBack.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final Attempt attempt;
    private final Journal journal;
    private final Duration firstPause;
    private volatile List<String> notes = List.of("the link is being put back as an earlier run found it");

    /** One attempt. */
    @FunctionalInterface
    interface Attempt {

        /** Tries. */
        Restored make();
    }

    /** By this attempt; the pause after the first is doubled after each. */
    GivingBack(Attempt attempt, Journal journal, Duration firstPause) {
        this.attempt = attempt;
        this.journal = journal;
        this.firstPause = firstPause;
    }

    /** Why it is not done yet, a sentence each. */
    List<String> notes() {
        return notes;
    }

    @Override
    public void run() {
        var pause = firstPause;
        try {
            while (true) {
                var restored = attempt.make();
                if (!restored.notes().equals(notes)) {
                    restored.notes().forEach(LOG::warn);
                }
                notes = restored.notes();
                if (restored.whole()) {
                    journal.forget();
                    return;
                }
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        } catch (InterruptedException e) {
            LOG.info("the link is put back as calibration found it at the next start");
        }
    }
}
