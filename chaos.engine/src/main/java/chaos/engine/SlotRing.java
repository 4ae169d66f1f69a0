package chaos.engine;

/** A line of slots, first in, first out; somebody may be put in front. */
final class SlotRing {

    static final int NONE = -1;

    private static final int FIRST = 64;

    private int[] slots = new int[FIRST];
    private int head;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    void add(int slot) {
        if (size == slots.length) {
            grow();
        }
        slots[(head + size) & (slots.length - 1)] = slot;
        size++;
    }

    void addFront(int slot) {
        if (size == slots.length) {
            grow();
        }
        head = (head - 1) & (slots.length - 1);
        slots[head] = slot;
        size++;
    }

    /** The first, which stays; {@link #NONE} if there is none. */
    int peek() {
        return size == 0 ? NONE : slots[head];
    }

    /** The first, which leaves; {@link #NONE} if there is none. */
    int poll() {
        if (size == 0) {
            return NONE;
        }
        int slot = slots[head];
        head = (head + 1) & (slots.length - 1);
        size--;
        return slot;
    }

    private void grow() {
        var larger = new int[slots.length * 2];
        for (int i = 0; i < size; i++) {
            larger[i] = slots[(head + i) & (slots.length - 1)];
        }
        slots = larger;
        head = 0;
    }
}
