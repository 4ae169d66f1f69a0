package chaos.engine;

import java.util.Arrays;

/** What is known of the packets in flight, in slots that are used again; as large as there were packets at once. */
final class PacketPool {

    private static final int FIRST = 64;
    private static final int NONE = -1;

    private long[] packet = new long[FIRST];
    private int[] bytes = new int[FIRST];
    private int[] bit = new int[FIRST];
    private int[] nextFree = new int[FIRST];
    private boolean[] copy = new boolean[FIRST];
    private int free = NONE;
    private int used;
    private int inFlight;
    private long backlog;
    private int toldBytes;

    /** A slot for a packet. */
    int take(long number, boolean isCopy, int size) {
        int slot = free;
        if (slot == NONE) {
            slot = used++;
            if (slot == packet.length) {
                grow();
            }
        } else {
            free = nextFree[slot];
        }
        packet[slot] = number;
        copy[slot] = isCopy;
        bytes[slot] = size;
        bit[slot] = Corrupter.NO_BIT;
        inFlight++;
        backlog += size;
        return slot;
    }

    /** Gives a slot back; its packet is still readable until the next is taken. */
    void release(int slot) {
        nextFree[slot] = free;
        free = slot;
        inFlight--;
        backlog -= bytes[slot];
        toldBytes = bytes[slot];
    }

    /** The size of the packet whose fate is told next. */
    void tells(int size) {
        toldBytes = size;
    }

    int toldBytes() {
        return toldBytes;
    }

    void corrupt(int slot, int flipped) {
        bit[slot] = flipped;
    }

    long packet(int slot) {
        return packet[slot];
    }

    boolean isCopy(int slot) {
        return copy[slot];
    }

    int bytes(int slot) {
        return bytes[slot];
    }

    int bit(int slot) {
        return bit[slot];
    }

    int inFlight() {
        return inFlight;
    }

    long backlogBytes() {
        return backlog;
    }

    private void grow() {
        int size = packet.length * 2;
        packet = Arrays.copyOf(packet, size);
        bytes = Arrays.copyOf(bytes, size);
        bit = Arrays.copyOf(bit, size);
        nextFree = Arrays.copyOf(nextFree, size);
        copy = Arrays.copyOf(copy, size);
    }
}
