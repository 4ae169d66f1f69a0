package chaos.dataplane.model;

import chaos.api.unit.Probability;
import java.util.SplittableRandom;

/** The fate of one packet after the other under a loss model. */
@FunctionalInterface
interface LossDraw {

    /** Whether the next packet is lost. */
    boolean loses(SplittableRandom random);

    /** One draw at the kernel's resolution, compared as the kernel does ({@code net/sched/sch_netem.c}). */
    static boolean happens(Probability probability, SplittableRandom random) {
        long draw = Integer.toUnsignedLong(random.nextInt());
        return !probability.isNever() && probability.scaled() >= draw;
    }
}
