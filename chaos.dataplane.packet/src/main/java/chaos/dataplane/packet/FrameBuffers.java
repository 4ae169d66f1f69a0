package chaos.dataplane.packet;

import chaos.linux.FrameMemory;
import chaos.linux.FrameReceiver;
import java.nio.ByteBuffer;

/**
 * Room for the frames of one direction, outside the heap and bounded: slots of one size, each for one frame, which may
 * have several users (a packet and its copy). What a slot's frame needs to be sent is kept beside it. In front of the
 * slots is room for super-packets that are being received.
 */
final class FrameBuffers implements AutoCloseable {

    /** No slot. */
    static final int NONE = -1;

    /** Addresses, two tags and an EtherType. */
    private static final int LAYER_2 = 22;

    private static final int LINE = 64;

    /** The rest of a super-packet, which has up to 65,535 bytes of payload behind its headers. */
    private static final int SPILL_BYTES = 68 * 1024;

    private final FrameMemory memory;
    private final FrameReceiver.Batch batch;
    private final int firstSlot;
    private final int slots;
    private final int[] unused;
    private final byte[] users;
    private final int[] starts;
    private final long[] arrivals;
    private final long[] offers;
    private int free;

    /**
     * Room for frames.
     *
     * @param limitBytes of all slots together
     * @param mtu the largest of both ports
     * @param frames how many are received at once
     * @throws IllegalArgumentException if the limit is too small or too large to be used
     */
    FrameBuffers(long limitBytes, int mtu, int frames) {
        int slotBytes = (FrameReceiver.FRAME_AT + mtu + LAYER_2 + LINE - 1) / LINE * LINE;
        this.batch = new FrameReceiver.Batch(frames, slotBytes, SPILL_BYTES);
        this.firstSlot = frames * (slotBytes + SPILL_BYTES);
        this.slots = (int) Math.min(Integer.MAX_VALUE, limitBytes / slotBytes);
        long whole = firstSlot + (long) slots * slotBytes;
        if (slots < reserve() * 2 || whole > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "buffers for frames of " + mtu + " bytes must have " + (long) reserve() * 2 * slotBytes + " to "
                            + (Integer.MAX_VALUE - firstSlot) + " bytes, were " + limitBytes);
        }
        this.memory = FrameMemory.of((int) whole);
        this.unused = new int[slots];
        this.users = new byte[slots];
        this.starts = new int[slots];
        this.arrivals = new long[slots];
        this.offers = new long[slots];
        // The last that came back is taken first, so that little of it is ever touched while little is in flight.
        for (int i = 0; i < slots; i++) {
            unused[i] = slots - 1 - i;
        }
        this.free = slots;
    }

    /** How many packets may be in flight: the others are being received, or are copies that are corrupted. */
    int inFlightLimit() {
        return slots - reserve();
    }

    private int reserve() {
        return 2 * batch.frames();
    }

    FrameMemory memory() {
        return memory;
    }

    ByteBuffer bytes() {
        return memory.bytes();
    }

    FrameReceiver.Batch batch() {
        return batch;
    }

    /** Where a super-packet comes to be in one piece: a place as long as a slot, and behind it its rest. */
    int wide(int frame) {
        return frame * (batch.placeBytes() + SPILL_BYTES);
    }

    /** A slot with one user, or {@link #NONE}. */
    int take() {
        if (free == 0) {
            return NONE;
        }
        int slot = unused[--free];
        users[slot] = 1;
        return slot;
    }

    /** One user more. */
    void keep(int slot) {
        users[slot]++;
    }

    boolean isShared(int slot) {
        return users[slot] > 1;
    }

    /** One user less. */
    void release(int slot) {
        if (--users[slot] == 0) {
            unused[free++] = slot;
        }
    }

    /** Where a slot begins. */
    int place(int slot) {
        return firstSlot + slot * batch.placeBytes();
    }

    /** Whether a frame of so many bytes fits into a slot. */
    boolean fits(int size) {
        return FrameReceiver.FRAME_AT + size <= batch.placeBytes();
    }

    /** Where the frame in a slot begins. */
    int start(int slot) {
        return starts[slot];
    }

    void startsAt(int slot, int start) {
        starts[slot] = start;
    }

    /** When the frame in a slot came in. */
    long arrived(int slot) {
        return arrivals[slot];
    }

    /** When it was offered to the engine. */
    long offered(int slot) {
        return offers[slot];
    }

    void times(int slot, long arrived, long offered) {
        arrivals[slot] = arrived;
        offers[slot] = offered;
    }

    /** The same frame in a slot of its own, or {@link #NONE}. */
    int copyOf(int slot, int size) {
        int own = take();
        if (own != NONE) {
            int start = place(own) + FrameReceiver.FRAME_AT;
            bytes().put(start, bytes(), starts[slot], size);
            startsAt(own, start);
            times(own, arrivals[slot], offers[slot]);
        }
        return own;
    }

    @Override
    public void close() {
        memory.close();
    }
}
