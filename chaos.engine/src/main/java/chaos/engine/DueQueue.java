package chaos.engine;

import java.util.Arrays;

/**
 * Packets by the time they are due, those due at once in the order they came: {@code tfifo_enqueue} of {@code
 * net/sched/sch_netem.c}. What comes in order waits in a ring, what overtakes in a binary heap, so that constant
 * latency costs no sorting.
 */
final class DueQueue {

    /** Nothing is due, ever. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int FIRST = 64;

    private long[] ringTimes = new long[FIRST];
    private long[] ringOrders = new long[FIRST];
    private int[] ringSlots = new int[FIRST];
    private int ringHead;
    private int ringSize;

    private long[] times = new long[FIRST];
    private long[] orders = new long[FIRST];
    private int[] slots = new int[FIRST];
    private int size;

    private long order;

    boolean isEmpty() {
        return ringSize == 0 && size == 0;
    }

    void add(int slot, long at) {
        if (ringSize == 0 || at >= ringTimes[ringIndex(ringSize - 1)]) {
            append(slot, at);
        } else {
            insert(slot, at);
        }
        order++;
    }

    /** When the first is due, or {@link #NEVER}. */
    long next() {
        long first = ringSize == 0 ? NEVER : ringTimes[ringHead];
        return size == 0 ? first : Math.min(first, times[0]);
    }

    /** The first, if it is due by now; else {@link SlotRing#NONE}. */
    int poll(long now) {
        if (isEmpty() || next() > now) {
            return SlotRing.NONE;
        }
        return size == 0 || (ringSize > 0 && ringGoesFirst()) ? pollRing() : pollHeap();
    }

    private boolean ringGoesFirst() {
        long time = ringTimes[ringHead];
        return time < times[0] || (time == times[0] && ringOrders[ringHead] < orders[0]);
    }

    private int ringIndex(int place) {
        return (ringHead + place) & (ringSlots.length - 1);
    }

    private void append(int slot, long at) {
        if (ringSize == ringSlots.length) {
            growRing();
        }
        int index = ringIndex(ringSize);
        ringTimes[index] = at;
        ringOrders[index] = order;
        ringSlots[index] = slot;
        ringSize++;
    }

    private int pollRing() {
        int slot = ringSlots[ringHead];
        ringHead = ringIndex(1);
        ringSize--;
        return slot;
    }

    private void growRing() {
        int length = ringSlots.length;
        var newTimes = new long[length * 2];
        var newOrders = new long[length * 2];
        var newSlots = new int[length * 2];
        for (int i = 0; i < ringSize; i++) {
            newTimes[i] = ringTimes[ringIndex(i)];
            newOrders[i] = ringOrders[ringIndex(i)];
            newSlots[i] = ringSlots[ringIndex(i)];
        }
        ringTimes = newTimes;
        ringOrders = newOrders;
        ringSlots = newSlots;
        ringHead = 0;
    }

    private void insert(int slot, long at) {
        if (size == slots.length) {
            times = Arrays.copyOf(times, size * 2);
            orders = Arrays.copyOf(orders, size * 2);
            slots = Arrays.copyOf(slots, size * 2);
        }
        int place = size++;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (times[parent] <= at) {
                break;
            }
            move(parent, place);
            place = parent;
        }
        times[place] = at;
        orders[place] = order;
        slots[place] = slot;
    }

    private int pollHeap() {
        int first = slots[0];
        size--;
        long time = times[size];
        long came = orders[size];
        int slot = slots[size];
        int place = 0;
        for (int child = 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && isBefore(child + 1, times[child], orders[child])) {
                child++;
            }
            if (!isBefore(child, time, came)) {
                break;
            }
            move(child, place);
            place = child;
        }
        times[place] = time;
        orders[place] = came;
        slots[place] = slot;
        return first;
    }

    private boolean isBefore(int place, long time, long came) {
        return times[place] < time || (times[place] == time && orders[place] < came);
    }

    private void move(int from, int to) {
        times[to] = times[from];
        orders[to] = orders[from];
        slots[to] = slots[from];
    }
}
