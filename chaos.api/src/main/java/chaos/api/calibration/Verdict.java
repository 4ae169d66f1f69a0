package chaos.api.calibration;

import java.util.Locale;

/** The answer to a calibration case. */
public enum Verdict {
    /** The band holds. */
    PASS,
    /** The band does not hold. */
    FAIL,
    /** The data cannot tell. */
    NOT_EVALUATED;

    /** The word of the wire contract. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
