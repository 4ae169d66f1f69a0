package chaos.dataplane.packet;

import chaos.linux.FrameMemory;
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

    /** Where a super-packet starts: there is room in front of it for what the kernel says of it, and for its tag. */
    private static final int WIDE_AT = 64;

    /**
     * More than a super-packet has ({@code GSO_MAX_SIZE}, include/linux/netdevice.h: 8 * 65,535 bytes). It takes memory
     * only as far as it was ever filled.
     */
    private static final int WIDE_BYTES = 516 * 1024;

    private final FrameMemory memory;
    private final long limitBytes;
    private final int slotBytes;
    private final int frames;
    private final int slots;
    private final int[] unused;
    private final byte[] users;
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
        this.limitBytes = limitBytes;
        this.frames = frames;
        this.slotBytes = slotBytes(mtu);
        this.slots = slots(limitBytes, mtu);
        long whole = WIDE_BYTES + (long) slots * slotBytes;
        if (slots < reserve() * 2 || whole > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "buffers for frames of " + mtu + " bytes must have " + (long) reserve() * 2 * slotBytes + " to "
                            + (Integer.MAX_VALUE - WIDE_BYTES) + " bytes, were " + limitBytes);
        }
        this.memory = FrameMemory.of((int) whole);
        this.unused = new int[slots];
        this.users = new byte[slots];
        this.arrivals = new long[slots];
        this.offers = new long[slots];
        // The last that came back is taken first, so that little of it is ever touched while little is in flight.
        for (int i = 0; i < slots; i++) {
            unused[i] = slots - 1 - i;
        }
        this.free = slots;
    }

    private static int slotBytes(int mtu) {
        return (mtu + LAYER_2 + LINE - 1) / LINE * LINE;
    }

    private static int slots(long limitBytes, int mtu) {
        return (int) Math.min(Integer.MAX_VALUE, limitBytes / slotBytes(mtu));
    }

    private static int reserve(int frames) {
        return 2 * frames;
    }

    /** The {@link #inFlightLimit()} of buffers as the constructor makes them, below 1 where it would refuse. */
    static int inFlightLimit(long limitBytes, int mtu, int frames) {
        return slots(limitBytes, mtu) - reserve(frames);
    }

    /** How many packets may be in flight: the others are being received, or are copies that are corrupted. */
    int inFlightLimit() {
        return slots - reserve();
    }

    private int reserve() {
        return reserve(frames);
    }

    FrameMemory memory() {
        return memory;
    }

    ByteBuffer bytes() {
        return memory.bytes();
    }

    /** How many frames are received or sent at once. */
    int frames() {
        return frames;
    }

    /** What all slots together may take. */
    long limitBytes() {
        return limitBytes;
    }

    /** The longest frame that a slot has room for. */
    int longest() {
        return slotBytes;
    }

    /** Where the super-packet that was received last starts. */
    int wide() {
        return WIDE_AT;
    }

    /** How many bytes it may have. */
    int wideRoom() {
        return WIDE_BYTES - WIDE_AT;
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

    /** Where a slot, and the frame in it, begins. */
    int place(int slot) {
        return WIDE_BYTES + slot * slotBytes;
    }

    /** Whether a frame of so many bytes fits into a slot. */
    boolean fits(int size) {
        return size <= slotBytes;
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
            bytes().put(place(own), bytes(), place(slot), size);
            times(own, arrivals[slot], offers[slot]);
        }
        return own;
    }

    @Override
    public void close() {
        memory.close();
    }
}
