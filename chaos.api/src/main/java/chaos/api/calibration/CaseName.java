package chaos.api.calibration;

import java.util.regex.Pattern;

/**
 * The name of a calibration case.
 *
 * @param value for example {@code T-LAT-const}
 */
public record CaseName(String value) {

    private static final Pattern FORM = Pattern.compile("T-[A-Za-z0-9-]{1,30}");

    /**
     * A case name.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public CaseName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must be a case such as T-LAT-const, was \"" + value + "\"");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
