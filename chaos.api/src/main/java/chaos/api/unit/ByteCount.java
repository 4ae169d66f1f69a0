package chaos.api.unit;

import java.util.Map;

/**
 * A number of bytes.
 *
 * @param bytes 0 to 2<sup>63</sup> - 1
 */
public record ByteCount(long bytes) implements Comparable<ByteCount> {

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final long GIB = 1024 * MIB;
    private static final Map<String, Long> UNITS =
            Map.of("", 1L, "b", 1L, "kb", KIB, "k", KIB, "mb", MIB, "m", MIB, "gb", GIB, "g", GIB);

    /**
     * A number of bytes.
     *
     * @throws IllegalArgumentException if negative
     */
    public ByteCount {
        if (bytes < 0) {
            throw new IllegalArgumentException("must not be negative, was " + bytes);
        }
    }

    /**
     * A size as people write it: {@code 1500}, {@code 32kb}; as in {@code tc}, {@code kb} is 1024 bytes.
     *
     * @throws IllegalArgumentException if it has an unknown unit
     */
    public static ByteCount parse(String text) {
        return new ByteCount(
                Quantity.parse(text, UNITS, "a size such as 1500 or 32kb (b, kb, mb, gb; kb is 1024 bytes)"));
    }

    /** As {@link #parse} reads it, for example {@code 32kb}. */
    @Override
    public String toString() {
        if (bytes >= MIB && bytes % MIB == 0) {
            return bytes / MIB + "mb";
        }
        return bytes >= KIB && bytes % KIB == 0 ? bytes / KIB + "kb" : bytes + "b";
    }

    @Override
    public int compareTo(ByteCount other) {
        return Long.compare(bytes, other.bytes);
    }
}
