package chaos.engine;

import chaos.api.impairment.Impairment;
import java.util.Optional;

/** The token bucket, what it asks packets of, and the packet it holds until there are tokens ({@code tbf_dequeue}). */
final class Shaper {

    private final PacketPool pool;
    private final Emulator emulator;
    private final BoundedQueue queue;
    private final Fates fates;
    private Optional<TokenBucket> bucket = Optional.empty();
    private boolean emulates;
    private int held = SlotRing.NONE;
    private boolean waiting;
    private long wake = DueQueue.NEVER;
    private long overlimits;

    Shaper(PacketPool pool, Emulator emulator, Fates fates) {
        this.pool = pool;
        this.emulator = emulator;
        this.queue = new BoundedQueue(pool);
        this.fates = fates;
    }

    /**
     * Holds the rate and the queue of another impairment.
     *
     * @param keepsTokens whether the bucket goes on with the bytes that are in it; else it is full
     */
    void set(Impairment impairment, boolean withEmulator, long now, boolean keepsTokens) {
        var before = keepsTokens ? bucket : Optional.<TokenBucket>empty();
        bucket = impairment.rate().map(rate -> before.map(old -> old.changed(rate, now))
                .orElseGet(() -> new TokenBucket(rate, now)));
        queue.limit(impairment.queue(), impairment.rate());
        emulates = withEmulator;
        waiting = false;
    }

    boolean passes(int bytes) {
        return bucket.isEmpty() || bucket.get().passes(bytes);
    }

    long wake() {
        return wake;
    }

    long overlimits() {
        return overlimits;
    }

    /** Without an emulator a packet goes to the queue at once. */
    void queue(int slot, long now) {
        if (!queue.offer(slot)) {
            drop(slot, now);
        }
    }

    void advance(long until) {
        while (wake <= until) {
            serve(wake);
        }
    }

    /** After a packet came in, the device asks for one; while another waits for its tokens, in vain. */
    void arrived(long now) {
        if (waiting && wake > now) {
            overlimits++;
        } else {
            serve(now);
        }
    }

    /** Sends what may be sent now, and says when to ask again. */
    void serve(long now) {
        waiting = false;
        for (int slot = ask(now); slot != SlotRing.NONE; slot = ask(now)) {
            long wait = bucket.isEmpty() ? 0 : bucket.get().take(pool.bytes(slot), now);
            if (wait > 0) {
                overlimits++;
                waiting = true;
                wake = now + wait;
                return;
            }
            send(slot, now);
        }
        wake = emulator.next();
    }

    private int ask(long now) {
        if (held == SlotRing.NONE && (emulates || !emulator.isEmpty())) {
            held = emulator.pull(queue, now);
        }
        return held == SlotRing.NONE ? queue.peek() : held;
    }

    private void send(int slot, long now) {
        if (held == slot) {
            held = SlotRing.NONE;
        } else {
            queue.poll();
        }
        pool.release(slot);
        fates.delivered(pool.packet(slot), pool.isCopy(slot), now, pool.bit(slot));
    }

    private void drop(int slot, long now) {
        pool.release(slot);
        fates.dropped(pool.packet(slot), pool.isCopy(slot), now, DropCause.QUEUE);
    }
}
