package chaos.api.control;

import java.util.Locale;

/**
 * The answer to one question about the appliance.
 *
 * @param name what was looked at, for example {@code link default}
 * @param status how it is
 * @param detail a sentence for people: what is wrong and what to do
 */
public record HealthCheck(String name, Status status, String detail) {

    /** How something is, from good to bad. */
    public enum Status {
        /** As it should be. */
        OK,
        /** Works, and somebody should look. */
        WARN,
        /** Does not work. */
        CRITICAL;

        /** The word of the wire contract. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
