package chaos.engine;

import chaos.api.impairment.Reordering;

/** Which packets skip the latency: every gap-th is a candidate, and of those a share ({@code netem_enqueue}). */
final class ReorderGate {

    private final Chance chance;
    private final long gap;
    private long passed;

    private ReorderGate(Chance chance, long gap) {
        this.chance = chance;
        this.gap = gap;
    }

    static ReorderGate none() {
        return new ReorderGate(Chance.NEVER, 1);
    }

    static ReorderGate of(Reordering reordering) {
        return new ReorderGate(new Chance(reordering.share(), reordering.correlation()), reordering.gap());
    }

    boolean isNever() {
        return chance.isNever();
    }

    /** Whether the next packet skips the latency, by 64 random bits. */
    boolean skips(long draw) {
        if (passed < gap - 1 || !chance.happens(draw)) {
            passed++;
            return false;
        }
        passed = 0;
        return true;
    }
}
