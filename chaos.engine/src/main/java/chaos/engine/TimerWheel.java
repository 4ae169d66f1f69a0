package chaos.engine;

import java.util.Arrays;

/**
 * Slots by a time, those of one time by an order. A few are in a heap; once there are many, those that are due later
 * are in a wheel (R. Brown, "Calendar queues", 1988): a bucket for each 65 µs of the next 2.1 s, unsorted until its
 * time is next, and then put into the heap, which so stays small. What is due after the last bucket is in a heap of
 * its own.
 */
final class TimerWheel {

    /** The heap alone is faster up to so many, and takes no room. */
    private static final int MANY = 512;

    private static final int BUCKET_SHIFT = 16;
    private static final int BUCKETS = 1 << 15;
    private static final int MASK = BUCKETS - 1;
    private static final int WORD_SHIFT = 6;
    private static final int[] NONE = {};

    private final SlotHeap far = new SlotHeap();
    private SlotHeap near = new SlotHeap();

    /** The first slot of each bucket; none while there is no wheel. */
    private int[] firsts = NONE;

    /** A bit for each bucket that has a slot. */
    private long[] full = {};

    private int[] nexts = NONE;
    private long[] times = {};
    private long[] orders = {};

    /** The bucket, counted from time 0, up to which everything is in the heap. */
    private long current;

    private int inBuckets;

    boolean isEmpty() {
        return near.isEmpty() && far.isEmpty();
    }

    /** The time of the first; there is one. */
    long time() {
        return first().time();
    }

    /** The order of the first; there is one. */
    long order() {
        return first().order();
    }

    private SlotHeap first() {
        if (near.isEmpty()) {
            return far;
        }
        boolean isFar = !far.isEmpty()
                && (far.time() < near.time() || (far.time() == near.time() && far.order() < near.order()));
        return isFar ? far : near;
    }

    void add(int slot, long at, long order) {
        if (firsts.length == 0) {
            near.add(slot, at, order);
            if (near.size() > MANY) {
                spread();
            }
            return;
        }
        long bucket = at >>> BUCKET_SHIFT;
        if (near.isEmpty()) {
            current = bucket; // then the buckets are empty too
        }
        if (bucket <= current) {
            near.add(slot, at, order);
        } else if (bucket - current < BUCKETS) {
            put(slot, at, order);
        } else {
            far.add(slot, at, order);
        }
    }

    /** From now on there is a wheel. */
    private void spread() {
        firsts = new int[BUCKETS];
        Arrays.fill(firsts, SlotRing.NONE);
        full = new long[BUCKETS >>> WORD_SHIFT];
        var all = near;
        near = new SlotHeap();
        while (!all.isEmpty()) {
            long time = all.time();
            long order = all.order();
            add(all.poll(), time, order);
        }
    }

    private void put(int slot, long at, long order) {
        if (slot >= nexts.length) {
            int length = Math.max(slot + 1, 2 * nexts.length);
            nexts = Arrays.copyOf(nexts, length);
            times = Arrays.copyOf(times, length);
            orders = Arrays.copyOf(orders, length);
        }
        int bucket = (int) (at >>> BUCKET_SHIFT) & MASK;
        times[slot] = at;
        orders[slot] = order;
        nexts[slot] = firsts[bucket];
        firsts[bucket] = slot;
        full[bucket >>> WORD_SHIFT] |= 1L << bucket;
        inBuckets++;
    }

    /** Takes the first; there is one. */
    int poll() {
        int slot = first().poll();
        if (near.isEmpty() && inBuckets > 0) {
            open();
        }
        return slot;
    }

    /** Puts what is in the next bucket that has something into the heap. */
    private void open() {
        int from = (int) current & MASK;
        int bucket = nextFull((from + 1) & MASK);
        current += (bucket - from) & MASK;
        full[bucket >>> WORD_SHIFT] &= ~(1L << bucket);
        for (int slot = firsts[bucket]; slot != SlotRing.NONE; slot = nexts[slot]) {
            near.add(slot, times[slot], orders[slot]);
            inBuckets--;
        }
        firsts[bucket] = SlotRing.NONE;
    }

    /** The first bucket with something, from one on and round; there is one. */
    private int nextFull(int from) {
        int word = from >>> WORD_SHIFT;
        long bits = full[word] & (-1L << from);
        while (bits == 0) {
            word = (word + 1) & (full.length - 1);
            bits = full[word];
        }
        return (word << WORD_SHIFT) + Long.numberOfTrailingZeros(bits);
    }
}
