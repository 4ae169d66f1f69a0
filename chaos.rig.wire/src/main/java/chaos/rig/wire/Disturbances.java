package chaos.rig.wire;

import chaos.api.calibration.ProbeTrain;
import chaos.linux.traffic.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What makes a train doubtful, in words: what the rig itself did wrong, and what others did meanwhile. */
final class Disturbances {

    /** A host says something now and then; a few frames change no statistics. */
    static final int FEW = 5;

    private static final double RATE = 0.01;
    private static final double SHORT = 1e6;
    private static final double UNPACED = 1e9;
    private static final double SECOND = 1e9;
    private static final double MILLI = 1e6;
    private static final long LONGEST = 20_000_000;

    private final ProbeTrain train;
    private final Passage passage;
    private final List<String> found = new ArrayList<>();

    private Disturbances(ProbeTrain train, Passage passage) {
        this.train = train;
        this.passage = passage;
    }

    /**
     * A sentence each.
     *
     * @param thrownAway frames that the sender's interface threw away unasked
     */
    static List<String> of(ProbeTrain train, Passage passage, long thrownAway) {
        var disturbances = new Disturbances(train, passage);
        disturbances.clock();
        disturbances.sender(thrownAway);
        disturbances.rate();
        disturbances.receiver();
        return List.copyOf(disturbances.found);
    }

    private void say(String format, Object... values) {
        found.add(String.format(Locale.ROOT, format, values));
    }

    private void clock() {
        if (passage.clockStep() != 0) {
            say("the clock was stepped by %.3f ms; keep whatever sets it from stepping", passage.clockStep() / MILLI);
        }
    }

    private void sender(long thrownAway) {
        var sent = passage.sent();
        if (sent.refused() + thrownAway > 0) {
            say("%d probes were thrown away before they were on the link", sent.refused() + thrownAway);
        }
        if (sent.blocked() > 0) {
            say("the sender was held up %d times, because too many of its probes were on their way", sent.blocked());
        }
        if (sent.longest() > LONGEST) {
            say("handing one probe over took %.1f ms; the processor is busy", sent.longest() / MILLI);
        }
    }

    /** Where the train took so much longer, or shorter, than it should that its rate is another one. */
    private void rate() {
        double wanted = train.packetsPerSecond();
        double had = passage.sent().perSecond();
        if (wanted >= UNPACED || train.count() < 2 || had == 0) {
            return;
        }
        double off = Math.abs((train.count() - 1) * SECOND * (1 / had - 1 / wanted));
        if (Math.abs(had / wanted - 1) > RATE && off > SHORT) {
            say("%.0f probes a second were offered instead of %.0f; the processor is busy", had, wanted);
        }
    }

    private void receiver() {
        var came = passage.came();
        if (came.overruns() > 0) {
            say("the receiver had no room for %d frames; the processor is busy", came.overruns());
        }
        if (came.earlier() > FEW) {
            say("%d probes of an earlier train came; wait longer for the last of them", came.earlier());
        }
        if (came.strangers() > FEW) {
            say(
                    "there was other traffic on the link: %d frames that are no probes, the first with %s",
                    came.strangers(), came.stranger().map(Object::toString).orElse("nothing in it"));
        }
    }
}
