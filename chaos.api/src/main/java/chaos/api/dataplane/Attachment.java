package chaos.api.dataplane;

import java.util.List;

/**
 * How a plane took its ports.
 *
 * @param warnings what was found and done, for example what a killed daemon had left behind
 */
public record Attachment(List<Warning> warnings) {

    /** An attachment; the list is copied. */
    public Attachment {
        warnings = List.copyOf(warnings);
    }
}
