package chaos.engine;

import java.util.Arrays;

/** Slots by a time, those of one time by an order: a binary heap. */
final class SlotHeap {

    private static final int FIRST = 64;

    private long[] times = new long[FIRST];
    private long[] orders = new long[FIRST];
    private int[] slots = new int[FIRST];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** The time of the first; there is one. */
    long time() {
        return times[0];
    }

    /** The order of the first; there is one. */
    long order() {
        return orders[0];
    }

    void add(int slot, long at, long order) {
        if (size == slots.length) {
            times = Arrays.copyOf(times, size * 2);
            orders = Arrays.copyOf(orders, size * 2);
            slots = Arrays.copyOf(slots, size * 2);
        }
        int place = size++;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            if (!comesBefore(at, order, parent)) {
                break;
            }
            move(parent, place);
            place = parent;
        }
        put(place, slot, at, order);
    }

    /** Takes the first; there is one. */
    int poll() {
        int first = slots[0];
        size--;
        long time = times[size];
        long order = orders[size];
        int slot = slots[size];
        int place = 0;
        for (int child = 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && comesBefore(times[child + 1], orders[child + 1], child)) {
                child++;
            }
            if (comesBefore(time, order, child)) {
                break;
            }
            move(child, place);
            place = child;
        }
        put(place, slot, time, order);
        return first;
    }

    private boolean comesBefore(long time, long order, int place) {
        return time < times[place] || (time == times[place] && order < orders[place]);
    }

    private void put(int place, int slot, long time, long order) {
        times[place] = time;
        orders[place] = order;
        slots[place] = slot;
    }

    private void move(int from, int to) {
        put(to, slots[from], times[from], orders[from]);
    }
}
