package chaos.api.link;

import java.util.regex.Pattern;

/**
 * The name of a link.
 *
 * @param value a lower-case letter or digit, then up to 31 more of those, {@code -} and {@code _}
 */
public record LinkName(String value) implements Comparable<LinkName> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

    /** The link of an appliance that has one. */
    public static final LinkName DEFAULT = new LinkName("default");

    /**
     * A link name.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public LinkName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "must be 1 to 32 of a-z, 0-9, - and _, starting with a letter or digit, was \"" + value + "\"");
        }
    }

    @Override
    public int compareTo(LinkName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
