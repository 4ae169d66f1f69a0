package chaos.dataplane.netlink.qdisc;

import chaos.api.dataplane.Warning;
import chaos.linux.wire.AttributeReader;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Attributes that were present and that nobody here knows, as a newer kernel may have them. The kernel keeps them when
 * others are changed, so they are not sent again.
 *
 * @param bytes what each holds, in hexadecimal, by the number of its type
 */
public record UnknownAttributes(SortedMap<Integer, String> bytes) {

    /** There are none. */
    public static final UnknownAttributes NONE = new UnknownAttributes(new TreeMap<>());

    private static final int SHOWN = 64;

    /** Attributes; the map is copied. */
    public UnknownAttributes {
        bytes = Collections.unmodifiableSortedMap(new TreeMap<>(bytes));
    }

    /** Those of a nest whose types are not among the known ones. */
    static UnknownAttributes in(AttributeReader attributes, Set<Integer> known) {
        var others = attributes.others(known);
        if (others.isEmpty()) {
            return NONE;
        }
        var found = new TreeMap<Integer, String>();
        others.forEach(attribute -> found.put(attribute.type(), hex(attribute.bytes())));
        return new UnknownAttributes(found);
    }

    private static String hex(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    /**
     * What to tell people of them; nothing where there are none.
     *
     * @param family as the kernel's headers call them, {@code TCA_TBF}
     */
    public Optional<Warning> warning(String family) {
        return bytes.isEmpty()
                ? Optional.empty()
                : Optional.of(Warning.general(
                        "unknown_attribute", "the kernel shows what CHAOS does not know: " + family + " " + this));
    }

    /** For people: the number of each with its bytes, the first of them where there are many. */
    @Override
    public String toString() {
        return bytes.entrySet().stream().map(UnknownAttributes::shown).collect(Collectors.joining(", "));
    }

    private static String shown(Map.Entry<Integer, String> attribute) {
        var hex = attribute.getValue();
        return attribute.getKey() + " = " + (hex.length() <= SHOWN ? hex : hex.substring(0, SHOWN) + "…");
    }
}
