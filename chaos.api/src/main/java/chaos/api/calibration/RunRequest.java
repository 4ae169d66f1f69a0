package chaos.api.calibration;

import java.util.Locale;
import java.util.Set;

/**
 * What a calibration run shall cover.
 *
 * @param cases which cases; empty: all
 * @param rig the rig's name
 * @param mode how much
 * @param seed of every random number of the run
 */
public record RunRequest(Set<CaseName> cases, String rig, Mode mode, long seed) {

    /** How much a run covers. */
    public enum Mode {
        /** Few loads and sizes. */
        QUICK,
        /** All of them. */
        FULL;

        /** The word of the wire contract. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A request; the set is copied. */
    public RunRequest {
        cases = Set.copyOf(cases);
    }
}
