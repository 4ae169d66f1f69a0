package chaos.api.link;

import java.util.regex.Pattern;

/**
 * The name of a network interface that is a port.
 *
 * @param value 1 to 15 printable characters without white space, {@code /} and {@code :}, and neither {@code .} nor
 *     {@code ..} ({@code net/core/dev.c}, {@code dev_valid_name})
 */
public record PortName(String value) implements Comparable<PortName> {

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e&&[^/:]]{1,15}");

    /**
     * A port name.
     *
     * @throws IllegalArgumentException if no interface can have it
     */
    public PortName {
        if (!FORM.matcher(value).matches() || ".".equals(value) || "..".equals(value)) {
            throw new IllegalArgumentException(
                    "must be an interface name of 1 to 15 characters without space, / and :, was \"" + value + "\"");
        }
    }

    @Override
    public int compareTo(PortName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
