package chaos.api.link;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Where a port sits on the PCI bus, ordered as the slots are.
 *
 * @param domain 0 to 0xffffffff
 * @param bus 0 to 0xff
 * @param device 0 to 0x1f
 * @param function 0 to 7
 */
public record PciAddress(long domain, int bus, int device, int function) implements Comparable<PciAddress> {

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{4,8}):([0-9a-f]{2}):([01][0-9a-f])\\.([0-7])");
    private static final Comparator<PciAddress> ORDER = Comparator.comparingLong(PciAddress::domain)
            .thenComparingInt(PciAddress::bus)
            .thenComparingInt(PciAddress::device)
            .thenComparingInt(PciAddress::function);

    /**
     * An address from the form that Linux prints, for example {@code 0000:04:00.0}.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static PciAddress parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("must be a PCI address such as 0000:04:00.0, was \"" + text + "\"");
        }
        return new PciAddress(
                Long.parseLong(match.group(1), 16),
                Integer.parseInt(match.group(2), 16),
                Integer.parseInt(match.group(3), 16),
                Integer.parseInt(match.group(4), 16));
    }

    @Override
    public int compareTo(PciAddress other) {
        return ORDER.compare(this, other);
    }

    /** As Linux prints it, for example {@code 0000:04:00.0}. */
    @Override
    public String toString() {
        return String.format("%04x:%02x:%02x.%d", domain, bus, device, function);
    }
}
