package chaos.engine;

import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import java.util.Optional;

/** Packets that wait for the rate, up to a number (pfifo) or up to the bytes of a time at the rate (bfifo). */
final class BoundedQueue {

    private final PacketPool pool;
    private final SlotRing line = new SlotRing();
    private long maxPackets = Long.MAX_VALUE;
    private long maxBytes = Long.MAX_VALUE;
    private long bytes;

    BoundedQueue(PacketPool pool) {
        this.pool = pool;
    }

    /** Sets the limit for what comes from now on; what waits stays. */
    void limit(Optional<QueueLimit> limit, Optional<RateLimit> rate) {
        maxPackets = Long.MAX_VALUE;
        maxBytes = Long.MAX_VALUE;
        limit.ifPresent(value -> {
            if (value instanceof QueueLimit.Packets packets) {
                maxPackets = packets.packets();
            } else if (value instanceof QueueLimit.Time time) {
                maxBytes = rate.orElseThrow().rate().bytesIn(time.time());
            }
        });
    }

    /** Puts a packet at the end; false if it does not fit ({@code pfifo_enqueue}, {@code bfifo_enqueue}). */
    boolean offer(int slot) {
        if (line.size() >= maxPackets || bytes + pool.bytes(slot) > maxBytes) {
            return false;
        }
        admit(slot);
        return true;
    }

    /** Puts a packet at the end, whatever the limit is. */
    void admit(int slot) {
        line.add(slot);
        bytes += pool.bytes(slot);
    }

    int peek() {
        return line.peek();
    }

    int poll() {
        int slot = line.poll();
        if (slot != SlotRing.NONE) {
            bytes -= pool.bytes(slot);
        }
        return slot;
    }
}
