package chaos.engine;

/**
 * What an engine needs beside the impairment.
 *
 * @param seed of all random streams
 * @param emulatorLimit how many packets may be in the emulator and its queue together ({@code tc_netem_qopt.limit});
 *     {@link #NO_LIMIT} for as many as come
 */
public record EngineSettings(long seed, int emulatorLimit) {

    /** As many as come. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    /**
     * Settings.
     *
     * @throws IllegalArgumentException if the limit is below 1, which would drop everything
     */
    public EngineSettings {
        if (emulatorLimit < 1) {
            throw new IllegalArgumentException("the emulator's limit must be 1 or more, was " + emulatorLimit);
        }
    }

    /** A seed and no limit. */
    public static EngineSettings seeded(long seed) {
        return new EngineSettings(seed, NO_LIMIT);
    }
}
