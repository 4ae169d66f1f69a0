package chaos.engine;

import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;

/**
 * Whether something happens to one packet after the other, with a share and with a correlation from packet to packet.
 * Correlated, it is a chain of two states with p = L (1 - c) into the state in which it happens and r = (1 - L) (1 - c)
 * out of it, which keeps the share L. The kernel's own correlation would destroy it.
 */
final class Chance {

    static final Chance NEVER = new Chance(Probability.NEVER, Correlation.NONE);

    private static final long IMPOSSIBLE = -1;

    /** Happens where a draw is at most this ({@code sch_netem.c}: {@code q->loss >= get_crandom}). */
    private final long threshold;

    private final boolean chained;
    private final long enter;
    private final long leave;
    private boolean on;

    Chance(Probability share, Correlation correlation) {
        double apart = 1 - correlation.fraction();
        this.threshold = share.isNever() ? IMPOSSIBLE : share.scaled();
        this.chained = !correlation.isNone();
        this.enter = Math.round(share.scaled() * apart);
        this.leave = Math.round((Probability.ONE - share.scaled()) * apart);
    }

    boolean isNever() {
        return threshold < 0;
    }

    /** The fate of the next packet; only the upper half of the draw is used. */
    boolean happens(long draw) {
        long drawn = RandomStream.upper(draw);
        if (!chained) {
            return drawn <= threshold;
        }
        boolean now = on;
        on = on ? drawn >= leave : drawn < enter;
        return now;
    }
}
