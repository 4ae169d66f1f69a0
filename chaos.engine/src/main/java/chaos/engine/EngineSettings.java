package chaos.engine;

import chaos.distribution.LatencyTables;

/**
 * What an engine needs beside the impairment.
 *
 * @param seed of all random streams
 * @param emulatorLimit how many packets may be in the emulator and its queue together ({@code tc_netem_qopt.limit});
 *     {@link #NO_LIMIT} for as many as come
 * @param tables where the tables of distributions come from
 * @param changes what a change means for the packets in flight
 */
public record EngineSettings(long seed, int emulatorLimit, LatencyTables tables, ChangePolicy changes) {

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

    /** A seed, a limit and tables; changes as the kernel makes them. */
    public EngineSettings(long seed, int emulatorLimit, LatencyTables tables) {
        this(seed, emulatorLimit, tables, ChangePolicy.AS_KERNEL);
    }

    /** A seed and a limit, with the tables of the shapes alone. */
    public EngineSettings(long seed, int emulatorLimit) {
        this(seed, emulatorLimit, LatencyTables.SHAPES);
    }

    /** The same from another seed. */
    EngineSettings withSeed(long another) {
        return new EngineSettings(another, emulatorLimit, tables, changes);
    }

    /** The same with changes made another way. */
    public EngineSettings changing(ChangePolicy policy) {
        return new EngineSettings(seed, emulatorLimit, tables, policy);
    }

    /** A seed, no limit and the tables of the shapes alone. */
    public static EngineSettings seeded(long seed) {
        return new EngineSettings(seed, NO_LIMIT);
    }
}
