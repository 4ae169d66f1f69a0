package chaos.control;

import chaos.api.dataplane.Refusal;
import chaos.api.impairment.Impairment;
import java.util.List;

/**
 * What is wanted of one direction, and how much of it the live plane was given.
 *
 * @param asked what was asked for last, in the words it was asked in
 * @param held the canonical form of what the live plane was given
 * @param leftOut what it was not given, because it cannot hold it
 */
record Desired(Impairment asked, Impairment held, List<Refusal> leftOut) {

    static final Desired NOTHING = new Desired(Impairment.NONE, Impairment.NONE, List.of());

    Desired {
        leftOut = List.copyOf(leftOut);
    }

    /** Given in full. */
    static Desired whole(Impairment asked, Impairment canonical) {
        return new Desired(asked, canonical, List.of());
    }

    /** What read-back should show if all were well: what is held, and what was left out of it as it was asked for. */
    Impairment expected() {
        if (leftOut.isEmpty()) {
            return held;
        }
        return new Impairment(
                held.latency().or(asked::latency),
                held.loss().or(asked::loss),
                held.duplication().or(asked::duplication),
                held.reordering().or(asked::reordering),
                held.corruption().or(asked::corruption),
                held.rate().or(asked::rate),
                held.queue().or(asked::queue),
                asked.ordering(),
                held.seed());
    }
}
