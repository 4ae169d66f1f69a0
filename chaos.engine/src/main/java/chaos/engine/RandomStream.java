package chaos.engine;

import java.nio.charset.StandardCharsets;

/**
 * The random numbers of one purpose: draw n is a function of seed, name and n alone. The generator is SplitMix64 (G.
 * Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", 2014), read by position: draw n is {@code
 * mix64(start + (n + 1) * 0x9e3779b97f4a7c15)}, the same as the n-th {@code nextLong} of {@code new
 * java.util.SplittableRandom(start)}. The start is {@code mix64(mix64(seed) ^ fnv1a64(name))}, with the name in ASCII
 * (FNV-1a of 64 bits).
 *
 * @param start where the sequence starts
 */
public record RandomStream(long start) {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int HALF = 32;

    /**
     * The stream of a purpose.
     *
     * @param seed of all streams together
     * @param name of the purpose, in ASCII
     */
    public static RandomStream of(long seed, String name) {
        long hash = FNV_OFFSET;
        for (byte letter : name.getBytes(StandardCharsets.US_ASCII)) {
            hash = (hash ^ letter) * FNV_PRIME;
        }
        return new RandomStream(mix(mix(seed) ^ hash));
    }

    /**
     * Draw n: 64 random bits.
     *
     * @param index n, from 0
     */
    public long at(long index) {
        return at(start, index);
    }

    /** Draw n of the sequence that begins here. */
    static long at(long start, long index) {
        return mix(start + (index + 1) * GOLDEN);
    }

    /** The upper half of a draw, 0 to 2<sup>32</sup> - 1. */
    static long upper(long draw) {
        return draw >>> HALF;
    }

    /** The lower half of a draw, 0 to 2<sup>32</sup> - 1; independent of the upper. */
    static long lower(long draw) {
        return draw & 0xFFFF_FFFFL;
    }

    /** The finalizer "variant 13" of D. Stafford. */
    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
