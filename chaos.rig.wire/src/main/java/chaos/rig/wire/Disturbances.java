package chaos.rig.wire;

import chaos.api.calibration.ProbeTrain;
import chaos.linux.traffic.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What makes a train doubtful, in words: what the rig itself did wrong, and what others did meanwhile. */
final class Disturbances {

    /** A host says something now and then; a few frames among many probes change no statistics. */
    private static final int FEW = 5;

    private static final int MANY_PROBES = 1000;
    /** Neighbour discovery, and reports of multicast listeners, of two hosts. */
    private static final int OWN_WORDS = 12;

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
     * @param counted what the sender's interface did meanwhile
     * @param backlog frames that the kernel threw away between two interfaces
     */
    static List<String> of(ProbeTrain train, Passage passage, Condition.Counted counted, long backlog) {
        var disturbances = new Disturbances(train, passage);
        disturbances.clock();
        disturbances.sender(counted.thrownAway());
        disturbances.backlog(backlog);
        disturbances.rate();
        disturbances.receiver();
        disturbances.opposite(counted.received());
        return List.copyOf(disturbances.found);
    }

    private void say(String format, Object... values) {
        found.add(String.format(Locale.ROOT, format, values));
    }

    private void clock() {
        var step = passage.clockStep();
        if (step.isEmpty()) {
            say("whether the clock was stepped cannot be told, because reading it took too long each time;"
                    + " the processor is busy");
        } else if (step.getAsLong() != 0) {
            say("the clock was stepped by %.3f ms; keep whatever sets it from stepping", step.getAsLong() / MILLI);
        }
    }

    private void backlog(long frames) {
        if (frames > 0) {
            say(
                    "the kernel threw %d frames away between two interfaces, because a processor did not get to them;"
                            + " it is busy, or net.core.netdev_max_backlog is small",
                    frames);
        }
    }

    /** One in a thousand probes, and not more than a few: a queue of fifty is measured with none. */
    private long passedOver() {
        return Math.min(FEW, train.count() / MANY_PROBES);
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
        if (came.earlier() > passedOver()) {
            say("%d probes of an earlier train came; wait longer for the last of them", came.earlier());
        }
        if (came.strangers() > passedOver()) {
            say(
                    "there was other traffic on the link: %d frames that are no probes, the first with %s",
                    came.strangers(), came.stranger().map(Object::toString).orElse("nothing in it"));
        }
        if (came.neighbours() > ownWords()) {
            say(
                    "hosts spoke to their neighbours on the link, IPv6 in %d frames, which is much beside the probes",
                    came.neighbours());
        }
    }

    /** What takes the other way meets the same processors, and the same plane. */
    private void opposite(long frames) {
        if (frames > ownWords()) {
            say("there was other traffic on the link: %d frames in the other direction", frames);
        }
    }

    /** What hosts say by themselves when an interface comes up, or a thousandth of many probes. */
    private long ownWords() {
        return train.count() < MANY_PROBES ? 0 : Math.max(OWN_WORDS, train.count() / MANY_PROBES);
    }
}
