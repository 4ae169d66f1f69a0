package chaos.engine;

/** The packets that netem holds, and how it hands them on ({@code netem_dequeue}). */
final class Emulator {

    private final DueQueue due = new DueQueue();
    private final SlotRing front = new SlotRing();
    private final PacketPool pool;
    private final Fates fates;

    Emulator(PacketPool pool, Fates fates) {
        this.pool = pool;
        this.fates = fates;
    }

    boolean isEmpty() {
        return due.isEmpty() && front.isEmpty();
    }

    void add(int slot, long at) {
        due.add(slot, at);
    }

    /** A packet that skips the latency: it goes out before all others, and passes the queue by. */
    void addFront(int slot) {
        front.addFront(slot);
    }

    long next() {
        return front.isEmpty() ? due.next() : 0;
    }

    /** Moves all that is due to the queue, where it may find no room, and takes one from there. */
    int pull(BoundedQueue queue, long now) {
        if (!front.isEmpty()) {
            return front.poll();
        }
        for (int slot = due.poll(now); slot != SlotRing.NONE; slot = due.poll(now)) {
            if (pool.isHeld(slot)) {
                queue.admit(slot);
            } else if (!queue.offer(slot)) {
                pool.release(slot);
                fates.dropped(pool.packet(slot), pool.isCopy(slot), now, DropCause.QUEUE);
            }
        }
        return queue.poll();
    }
}
