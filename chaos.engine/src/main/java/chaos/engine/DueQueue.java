package chaos.engine;

/**
 * Packets by the time they are due, those due at once in the order they came: {@code tfifo_enqueue} of {@code
 * net/sched/sch_netem.c}. What comes in order waits in a ring, what overtakes in a wheel, so that constant latency
 * costs no sorting.
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

    private final TimerWheel wheel = new TimerWheel();
    private long order;

    boolean isEmpty() {
        return ringSize == 0 && wheel.isEmpty();
    }

    void add(int slot, long at) {
        if (ringSize == 0 || at >= ringTimes[ringIndex(ringSize - 1)]) {
            append(slot, at);
        } else {
            wheel.add(slot, at, order);
        }
        order++;
    }

    /** When the first is due, or {@link #NEVER}. */
    long next() {
        long first = ringSize == 0 ? NEVER : ringTimes[ringHead];
        return wheel.isEmpty() ? first : Math.min(first, wheel.time());
    }

    /** The first, if it is due by now; else {@link SlotRing#NONE}. */
    int poll(long now) {
        if (isEmpty() || next() > now) {
            return SlotRing.NONE;
        }
        return wheel.isEmpty() || (ringSize > 0 && ringGoesFirst()) ? pollRing() : wheel.poll();
    }

    private boolean ringGoesFirst() {
        long time = ringTimes[ringHead];
        return time < wheel.time() || (time == wheel.time() && ringOrders[ringHead] < wheel.order());
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
}
