package chaos.engine;

import chaos.api.impairment.Impairment;
import chaos.api.impairment.Ordering;
import java.util.OptionalLong;

/**
 * What happens to the packets of one direction: sizes and arrival times in, {@link Fates} out. The order of decisions
 * is the kernel's ({@code net/sched/sch_tbf.c}, {@code sch_netem.c}, {@code sch_fifo.c}): a packet larger than the
 * burst is dropped; the duplication draw, the loss draw (where both hit, one copy goes on), the emulator's limit, the
 * copy from the root again with draws of its own and no further duplication; then corruption, reordering with its
 * gap, latency. What is due is handed to the queue when the token bucket asks for a packet, and it holds the one it
 * asked for.
 *
 * <p>The same impairment, seed, sizes and times give the same fates on any machine. Nothing is allocated for a packet,
 * but what is in flight needs room, which grows with the most that was in flight at once. Not safe for several threads.
 */
public final class Engine {

    /** Nothing will happen by itself. */
    public static final long NEVER = DueQueue.NEVER;

    /** The longest time that is taken: 2<sup>62</sup> ns, 146 years. */
    public static final long MAX_TIME = 1L << 62;

    /** The largest packet that is taken. */
    public static final int MAX_BYTES = 1 << 18;

    private final Fates fates;
    private final PacketPool pool = new PacketPool();
    private final Emulator emulator;
    private final Shaper shaper;
    private Decisions decisions;
    private EngineSettings settings;
    private long packets;
    private long firstOfSeed;
    private long now;
    private boolean direct;
    private boolean inOrder;
    private long lastDue;
    /** The latest time at which any packet so far is due. */
    private long latest;
    /** Nobody who comes from now on is due before this: a change that keeps the order sets it. */
    private long floor;

    private long reordered;

    /**
     * An engine at time 0.
     *
     * @param impairment with the defaults of a rate filled in
     * @param settings the seed, the emulator's limit and where tables come from
     * @param fates who is told
     * @throws IllegalArgumentException if a rate has no burst, or a distribution is a table that is not here
     */
    public Engine(Impairment impairment, EngineSettings settings, Fates fates) {
        this.fates = fates;
        this.emulator = new Emulator(pool, fates);
        this.shaper = new Shaper(pool, emulator, fates);
        this.settings = settings;
        set(impairment);
    }

    /**
     * Holds another impairment from a time on. Packets in flight keep the times at which they are due, and {@link
     * ChangePolicy} says what else becomes of them; the loss chain is in its good state, as after a {@code change} of
     * the kernel's.
     *
     * @param seed starts the random streams again; without one they go on
     * @throws IllegalArgumentException as the constructor, or if the time is before the last
     */
    public void change(Impairment impairment, OptionalLong seed, long at) {
        advance(at);
        if (seed.isPresent()) {
            settings = settings.withSeed(seed.getAsLong());
            firstOfSeed = packets;
        }
        if (settings.changes() == ChangePolicy.IN_ORDER) {
            floor = latest;
            pool.age(packets);
        }
        set(impairment);
        if (!direct) {
            shaper.serve(now);
        }
    }

    private void set(Impairment impairment) {
        decisions = new Decisions(impairment, settings, firstOfSeed);
        inOrder = impairment.ordering() == Ordering.PRESERVE;
        shaper.set(impairment, decisions.any(), now, settings.changes() == ChangePolicy.IN_ORDER);
        direct = impairment.rate().isEmpty()
                && impairment.queue().isEmpty()
                && settings.emulatorLimit() == EngineSettings.NO_LIMIT
                && pool.inFlight() == 0;
    }

    /**
     * A packet arrives.
     *
     * @param bytes its layer-2 bytes: 1 to {@link #MAX_BYTES}
     * @param at when, in nanoseconds: not before the last time, up to {@link #MAX_TIME}
     * @return its number; the first is 0
     * @throws IllegalArgumentException if one is out of range
     */
    public long offer(int bytes, long at) {
        return offer(bytes, at, 0);
    }

    /**
     * A packet arrives that its caller wants to know again.
     *
     * @param bytes its layer-2 bytes: 1 to {@link #MAX_BYTES}
     * @param at when, in nanoseconds: not before the last time, up to {@link #MAX_TIME}
     * @param tag what {@link #toldTag} says when its fate is told, and that of its copy
     * @return its number; the first is 0
     * @throws IllegalArgumentException if one is out of range
     */
    public long offer(int bytes, long at, int tag) {
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("a packet must have 1 to " + MAX_BYTES + " bytes, had " + bytes);
        }
        advance(at);
        long packet = packets++;
        pool.tells(bytes, tag);
        enter(packet, false, bytes);
        if (!direct) {
            shaper.arrived(now);
        }
        return packet;
    }

    /**
     * Lets time pass: what comes out by then comes out.
     *
     * @param until not before the last time, up to {@link #MAX_TIME}
     * @throws IllegalArgumentException if it is out of range
     */
    public void advance(long until) {
        if (until < now || until > MAX_TIME) {
            throw new IllegalArgumentException(
                    "time must not go back and be at most 2^62 ns, was " + until + " after " + now);
        }
        if (!direct) {
            shaper.advance(until);
        }
        now = until;
    }

    /** When something happens next by itself, or {@link #NEVER}. */
    public long next() {
        return direct ? NEVER : shaper.wake();
    }

    /**
     * Before when nobody comes out who comes from now on, because the last change keeps the order ({@link
     * ChangePolicy#IN_ORDER}): when the last packet that was in flight then is due. In the past, if nobody has to wait.
     */
    public long heldUntil() {
        return floor;
    }

    /** Packets that are inside and whose fate is not told yet. */
    public int inFlight() {
        return pool.inFlight();
    }

    /** Their bytes. */
    public long backlogBytes() {
        return pool.backlogBytes();
    }

    /** The size of the packet whose fate is being told; for use by {@link Fates}. */
    public int toldBytes() {
        return pool.toldBytes();
    }

    /** The caller's tag of the packet whose fate is being told, 0 without one; for use by {@link Fates}. */
    public int toldTag() {
        return pool.toldTag();
    }

    /**
     * The next flipped bit of the packet that is being told to be delivered corrupted; for use by {@link
     * Fates#delivered}, which is told the first. Whoever carries the bytes flips each: only a bit-error rate flips more
     * than one.
     *
     * @param after the bit told before
     * @return its place, larger than that, or {@link Fates#NO_BIT} if there is none
     */
    public int nextCorruptedBit(int after) {
        return pool.nextFlip(after);
    }

    /** How many packets skipped the latency so far. */
    public long reordered() {
        return reordered;
    }

    /** How often a packet had to wait for the rate so far, counted as {@code overlimits} of the kernel's tbf. */
    public long overlimits() {
        return shaper.overlimits();
    }

    private void enter(long packet, boolean copy, int bytes) {
        if (!shaper.passes(bytes)) {
            fates.dropped(packet, copy, now, DropCause.OVERSIZE);
            return;
        }
        if (!decisions.any()) {
            pass(packet, bytes);
            return;
        }
        boolean duplicated = !copy && decisions.duplicates(packet);
        boolean lost = decisions.loses(packet, copy);
        if (lost && !duplicated) {
            fates.dropped(packet, copy, now, DropCause.LOSS);
            return;
        }
        if (pool.inFlight() >= settings.emulatorLimit()) {
            fates.dropped(packet, copy, now, DropCause.EMULATOR);
            return;
        }
        if (duplicated && !lost) {
            fates.copied(packet);
            enter(packet, true, bytes);
        }
        delay(packet, copy, bytes);
    }

    /** No emulator: straight through, or to the queue; after packets that wait in an emulator there was before. */
    private void pass(long packet, int bytes) {
        if (direct) {
            deliver(packet, false, Math.max(now, floor), Fates.NO_BIT);
        } else if (floor > now || (settings.changes() == ChangePolicy.IN_ORDER && !emulator.isEmpty())) {
            await(pool.take(packet, false, bytes), now);
        } else {
            shaper.queue(pool.take(packet, false, bytes), now);
        }
    }

    private void delay(long packet, boolean copy, int bytes) {
        int bit = decisions.corrupts(packet, copy, bytes);
        boolean skips = decisions.skipsLatency(packet, copy);
        long due = skips ? now : due(decisions.latency(packet, copy));
        if (skips) {
            reordered++;
        }
        if (direct) {
            if (bit != Fates.NO_BIT) {
                pool.tellsFlips(decisions.corruption(), decisions.corruptionDraw(packet, copy));
            }
            deliver(packet, copy, Math.max(due, floor), bit);
            return;
        }
        int slot = pool.take(packet, copy, bytes);
        if (bit != Fates.NO_BIT) {
            pool.corrupt(slot, bit, decisions.corruption(), decisions.corruptionDraw(packet, copy));
        }
        if (!skips) {
            await(slot, due);
        } else if (pool.hasElders() || now < floor) {
            pool.hold(slot);
            await(slot, now);
        } else {
            emulator.addFront(slot);
        }
    }

    private void deliver(long packet, boolean copy, long due, int bit) {
        latest = Math.max(latest, due);
        fates.delivered(packet, copy, due, bit);
    }

    private void await(int slot, long due) {
        if (due < floor) {
            pool.hold(slot);
        }
        long at = Math.max(due, floor);
        latest = Math.max(latest, at);
        emulator.add(slot, at);
    }

    /** In order means not before the one before: what a rate of netem's that takes no time does. */
    private long due(long latency) {
        long due = now + latency;
        if (!inOrder) {
            return due;
        }
        lastDue = Math.max(lastDue, due);
        return lastDue;
    }
}
