package chaos.api.calibration;

import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a calibration run shall cover.
 *
 * @param link which link
 * @param cases which cases; empty: all
 * @param directions which directions; empty: both
 * @param rig the rig's name; empty: one that measures the live plane
 * @param mode how much
 * @param seed of every random number of the run
 * @param keep whether its report becomes the calibration baseline when the run is done
 */
public record RunRequest(
        LinkName link,
        Set<CaseName> cases,
        Set<Direction> directions,
        Optional<String> rig,
        Mode mode,
        long seed,
        boolean keep) {

    /** How much a run covers. */
    public enum Mode {
        /** One size and one load a case. */
        QUICK,
        /** All of them. */
        FULL;

        /** The word of the wire contract. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A request; the sets are copied. */
    public RunRequest {
        cases = Set.copyOf(cases);
        directions = Set.copyOf(directions);
    }
}
