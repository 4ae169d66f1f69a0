package chaos.dataplane.packet;

import chaos.api.dataplane.Layer;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Seed;
import chaos.distribution.LatencyTable;
import chaos.engine.ChangePolicy;
import chaos.engine.DropCause;
import chaos.engine.Engine;
import chaos.engine.EnginePlans;
import chaos.engine.EngineSettings;
import chaos.engine.Fates;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The way of one direction's packets from the slot they came into, through the engine, to the outlet. */
final class Passage implements Fates {

    static final EnginePlans PLANS = new EnginePlans("packet");

    private static final long FIRST_SEED = 1;
    private static final int BITS = 8;

    private final FrameBuffers buffers;
    private final Exit exit;
    private final DropCount drops;
    private final Engine engine;
    private Optional<LatencyTable> table = Optional.empty();
    private Impairment held = Impairment.NONE;
    private long time;
    private long overlimits;
    private long reordered;
    private long crowdedOutBefore;

    Passage(FrameBuffers buffers, Exit exit, DropCount drops) {
        this.buffers = buffers;
        this.exit = exit;
        this.drops = drops;
        var settings = new EngineSettings(FIRST_SEED, buffers.inFlightLimit(), name -> drawnFrom());
        this.engine = new Engine(Impairment.NONE, settings.changing(ChangePolicy.IN_ORDER), this);
    }

    private LatencyTable drawnFrom() {
        return table.orElseThrow();
    }

    /**
     * Makes a canonical form the state from now on. The same form again changes nothing, unless its seed restarts the
     * sequence. What is in flight stays and keeps its order.
     *
     * @param known the table of a stochastic latency, which may be another under the same name
     * @return whether that changed anything
     */
    boolean hold(Impairment canonical, Optional<LatencyTable> known, long now) {
        if (canonical.equals(held) && canonical.seed().isEmpty() && known.equals(table)) {
            return false;
        }
        var seed = canonical.seed().map(Seed::value).map(OptionalLong::of).orElseGet(OptionalLong::empty);
        table = known;
        time = Math.max(time, now);
        engine.change(canonical, seed, time);
        held = canonical;
        crowdedOutBefore = drops.of(DropCause.EMULATOR);
        return true;
    }

    /**
     * How long a packet that comes now waits beyond its own latency, because the last change keeps the order and those
     * that were in flight then are due later; in nanoseconds. Of a latency that varies the mean counts.
     */
    long heldUp(long now) {
        long own = held.latency().map(latency -> latency.mean().toNanos()).orElse(0L);
        return Math.max(0, engine.heldUntil() - Math.max(time, now) - own);
    }

    /** How many packets found no room since the last change. */
    long crowdedOut() {
        return drops.of(DropCause.EMULATOR) - crowdedOutBefore;
    }

    Impairment held() {
        return held;
    }

    List<Layer> layers() {
        return PLANS.layers(held);
    }

    /**
     * A packet came in.
     *
     * @param arrived when; the engine takes it at that time, or at the latest that it knows
     */
    void offer(int slot, int size, long arrived) {
        time = Math.max(time, arrived);
        buffers.times(slot, arrived, time);
        engine.offer(size, time, slot);
    }

    /** Lets go what is due. */
    void advance(long now) {
        time = Math.max(time, now);
        engine.advance(time);
    }

    /** When something is due next, or {@link Engine#NEVER}. */
    long next() {
        return engine.next();
    }

    /** Counts on from what another engine counted. */
    void continueFrom(Passage before) {
        overlimits += before.overlimits();
        reordered += before.reordered();
        crowdedOutBefore += before.crowdedOutBefore;
        // What was still in flight there cannot leave by an interface that is gone.
        drops.addPort(before.engine.inFlight());
    }

    /** How often a packet had to wait for the rate. */
    long overlimits() {
        return overlimits + engine.overlimits();
    }

    /** How many packets skipped the latency. */
    long reordered() {
        return reordered + engine.reordered();
    }

    Engine engine() {
        return engine;
    }

    @Override
    public void copied(long packet) {
        buffers.keep(engine.toldTag());
    }

    @Override
    public void delivered(long packet, boolean copy, long at, int corruptedBit) {
        int slot = engine.toldTag();
        int size = engine.toldBytes();
        if (corruptedBit != NO_BIT) {
            slot = corrupted(slot, size, corruptedBit);
        }
        if (slot != FrameBuffers.NONE) {
            exit.add(slot, size, at);
        }
    }

    /** The packet with its bits flipped, apart from its copy, which goes as it is. */
    private int corrupted(int slot, int size, int first) {
        int own = slot;
        if (buffers.isShared(slot)) {
            own = buffers.copyOf(slot, size);
            buffers.release(slot);
            if (own == FrameBuffers.NONE) {
                drops.add(DropCause.EMULATOR);
                return own;
            }
        }
        var bytes = buffers.bytes();
        int start = buffers.place(own);
        for (int bit = first; bit != NO_BIT; bit = engine.nextCorruptedBit(bit)) {
            int at = start + bit / BITS;
            bytes.put(at, (byte) (bytes.get(at) ^ 1 << bit % BITS));
        }
        return own;
    }

    @Override
    public void dropped(long packet, boolean copy, long at, DropCause cause) {
        drops.add(cause);
        buffers.release(engine.toldTag());
    }
}
