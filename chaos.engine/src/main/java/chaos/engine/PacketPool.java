package chaos.engine;

import java.util.Arrays;

/** What is known of the packets in flight, in slots that are used again; as large as there were packets at once. */
final class PacketPool {

    private static final int FIRST = 64;
    private static final int NONE = -1;

    private long[] packet = new long[FIRST];
    private int[] bytes = new int[FIRST];
    private int[] bit = new int[FIRST];
    private int[] tag = new int[FIRST];
    private Corrupter[] corrupter = new Corrupter[FIRST];
    private long[] draw = new long[FIRST];
    private int[] nextFree = new int[FIRST];
    private boolean[] copy = new boolean[FIRST];
    private boolean[] held = new boolean[FIRST];
    private int free = NONE;
    private int used;
    private int inFlight;
    private long backlog;
    private int toldBytes;
    private int toldTag;
    private Corrupter toldCorrupter = Corrupter.none();
    private long toldDraw;
    private long firstNewcomer;
    private int elders;

    /** A slot for a packet; its tag is the one that is told. */
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
        tag[slot] = toldTag;
        bit[slot] = Corrupter.NO_BIT;
        held[slot] = false;
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
        toldTag = tag[slot];
        if (bit[slot] != Corrupter.NO_BIT) {
            tellsFlips(corrupter[slot], draw[slot]);
        }
        if (packet[slot] < firstNewcomer) {
            elders--;
        }
    }

    /** Size and tag of the packet whose fate is told next. */
    void tells(int size, int ofCaller) {
        toldBytes = size;
        toldTag = ofCaller;
    }

    /** What decides about the further bits of the packet whose fate is told next; it is told that one is flipped. */
    void tellsFlips(Corrupter by, long random) {
        toldCorrupter = by;
        toldDraw = random;
    }

    /** The flipped bit after one that was told, of the packet whose fate is told. */
    int nextFlip(int after) {
        return after < 0 ? Corrupter.NO_BIT : toldCorrupter.next(toldDraw, after, toldBytes);
    }

    /** From now on those in flight are the elders of whoever comes. */
    void age(long newcomer) {
        firstNewcomer = newcomer;
        elders = inFlight;
    }

    /** Whether one of the elders is still in flight. */
    boolean hasElders() {
        return elders > 0;
    }

    /** A packet that a change made wait for its elders: no queue is too full for it. */
    void hold(int slot) {
        held[slot] = true;
    }

    boolean isHeld(int slot) {
        return held[slot];
    }

    int toldBytes() {
        return toldBytes;
    }

    int toldTag() {
        return toldTag;
    }

    void corrupt(int slot, int flipped, Corrupter by, long random) {
        bit[slot] = flipped;
        corrupter[slot] = by;
        draw[slot] = random;
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
        tag = Arrays.copyOf(tag, size);
        corrupter = Arrays.copyOf(corrupter, size);
        draw = Arrays.copyOf(draw, size);
        nextFree = Arrays.copyOf(nextFree, size);
        copy = Arrays.copyOf(copy, size);
        held = Arrays.copyOf(held, size);
    }
}
