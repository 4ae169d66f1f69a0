package chaos.api.calibration;

import java.util.Locale;

/** Which of two questions a result answers; both together tell whether packets see what was asked for. */
public enum Question {
    /** Does the plane do what the model of the impairment predicts? Answered by measurement. */
    PLANE_AGAINST_MODEL,
    /** Does the model predict what was asked for? Answered without a packet; finds what cannot be had as asked. */
    INTENT_AGAINST_MODEL;

    /** The word of the wire contract. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
