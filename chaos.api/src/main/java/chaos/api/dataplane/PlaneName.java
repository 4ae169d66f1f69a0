package chaos.api.dataplane;

import java.util.regex.Pattern;

/**
 * The name of a data plane, for example {@code netlink}.
 *
 * @param value a lower-case letter, then up to 31 of a-z, 0-9 and {@code -}
 */
public record PlaneName(String value) implements Comparable<PlaneName> {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /**
     * A plane name.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public PlaneName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("must be a plane name such as netlink, was \"" + value + "\"");
        }
    }

    @Override
    public int compareTo(PlaneName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
