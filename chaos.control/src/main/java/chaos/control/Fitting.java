package chaos.control;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Refusal;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the desired state of a direction gets onto a plane that did not have it before. */
final class Fitting {

    private Fitting() {}

    /** Why a plane cannot hold what is desired, each refusal with its direction; empty if it can. */
    static List<Refusal> refusals(GuardedPlane plane, LinkState state) throws DataPlaneException {
        var refusals = new ArrayList<Refusal>();
        for (var direction : Direction.values()) {
            var asked = state.of(direction).desired().asked().withoutSeed();
            for (var refusal : plane.plan(direction, asked).refusals()) {
                refusals.add(new Refusal(refusal.field(), refusal.cause(), direction + ": " + refusal.detail()));
            }
        }
        return refusals;
    }

    /**
     * Puts all of it onto the plane. The seed is left away: applied again, it would restart a random sequence.
     *
     * @throws DataPlaneException if the plane does not take it
     */
    static Desired putAll(GuardedPlane plane, Direction direction, Impairment desired) throws DataPlaneException {
        var asked = desired.withoutSeed();
        if (asked.equals(Impairment.NONE)) {
            return Desired.NOTHING;
        }
        return Desired.whole(asked, plane.apply(direction, asked).canonical());
    }

    /** Puts onto the plane what it can hold. What it refuses after all is left out whole, so that packets pass. */
    static Desired putWhatFits(GuardedPlane plane, Direction direction, Impairment desired) {
        var asked = desired.withoutSeed();
        var leftOut = new ArrayList<Refusal>();
        try {
            var fitting = fitting(plane, direction, asked, leftOut);
            if (fitting.equals(Impairment.NONE)) {
                return new Desired(asked, Impairment.NONE, leftOut);
            }
            return new Desired(asked, plane.apply(direction, fitting).canonical(), leftOut);
        } catch (DataPlaneException e) {
            return new Desired(asked, Impairment.NONE, everyField(asked, e));
        }
    }

    /** Takes away what is refused until the rest is not; each round takes at least one part away. */
    private static Impairment fitting(GuardedPlane plane, Direction direction, Impairment asked, List<Refusal> leftOut)
            throws DataPlaneException {
        var rest = asked;
        while (!rest.equals(Impairment.NONE)) {
            var refused = plane.plan(direction, rest).refusals();
            if (refused.isEmpty()) {
                return rest;
            }
            var less = rest.without(refused.stream().map(Refusal::field).toList());
            if (less.equals(rest)) {
                throw new DataPlaneException(
                        "plan",
                        Optional.of(direction),
                        Reason.NOT_SUPPORTED,
                        refused.get(0).detail());
            }
            leftOut.addAll(refused);
            rest = less;
        }
        return rest;
    }

    private static List<Refusal> everyField(Impairment asked, DataPlaneException cause) {
        return asked.fields().keySet().stream()
                .map(field -> new Refusal(field, Refusal.Cause.NOT_SUPPORTED, cause.detail()))
                .toList();
    }
}
