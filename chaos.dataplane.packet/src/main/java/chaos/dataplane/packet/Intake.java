package chaos.dataplane.packet;

import chaos.engine.DropCause;
import chaos.linux.FrameReceiver;
import chaos.linux.LinuxException;
import java.nio.ByteBuffer;

/**
 * Where the packets of one direction come in: takes them from the interface in batches, makes whole frames of them as
 * they were on the wire (tags, segments, checksums), and offers each to the engine.
 */
final class Intake {

    /** Addresses and EtherType: less is no frame. */
    private static final int LEAST = 14;

    private static final int ADDRESSES = 12;

    private final FrameReceiver receiver;
    private final FrameBuffers buffers;
    private final PlaneClock clock;
    private final Passage passage;
    private final DropCount drops;
    private final ByteBuffer ring;
    private final ByteBuffer bytes;
    private final OffloadHeader offload = new OffloadHeader();
    private final SuperFrame superFrame;
    private final Completion completion;
    private long overruns;
    private long unreadable;
    private long superPackets;
    private long refused;
    private boolean drained = true;
    private long drainedAt;
    private long lastArrival;
    private long openedAt;

    Intake(FrameReceiver receiver, FrameBuffers buffers, PlaneClock clock, Passage passage, DropCount drops) {
        this.receiver = receiver;
        this.buffers = buffers;
        this.clock = clock;
        this.passage = passage;
        this.drops = drops;
        this.ring = receiver.bytes();
        this.bytes = buffers.bytes();
        this.superFrame = new SuperFrame(bytes);
        this.completion = new Completion(bytes);
    }

    /**
     * Takes what is there, up to a batch, and offers it.
     *
     * @return how many frames came, super-packets counted as one
     */
    int receive() {
        drained = !receiver.hasFrame();
        long now = clock.now();
        if (drained) {
            drainedAt = now;
            return 0;
        }
        clock.keepInStep(now);
        int count = 0;
        while (count < buffers.frames() && !drained) {
            lastArrival = Math.max(clock.arrival(receiver.stamp(), drainedAt, now), openedAt);
            take(lastArrival);
            receiver.release();
            count++;
            drained = !receiver.hasFrame();
        }
        if (drained) {
            drainedAt = now;
        }
        return count;
    }

    /** What has waited in the kernel until now comes now. */
    void open() {
        openedAt = clock.now();
        drainedAt = openedAt;
    }

    /** Whether something has come since. */
    boolean hasMore() {
        return receiver.hasFrame();
    }

    /** Whether there was nothing left at the end of the last batch; what comes from then on comes later. */
    boolean isDrained() {
        return drained;
    }

    /** When the last frame that was taken came in. */
    long lastArrival() {
        return lastArrival;
    }

    private void take(long arrived) {
        int size = receiver.size();
        int tag = receiver.tag();
        if (!receiver.isWhole()) {
            wide(size, tag, arrived);
            return;
        }
        int from = receiver.start();
        offload.read(ring, from);
        if (size < LEAST) {
            drops.add(DropCause.OVERSIZE); // no frame at all: not even its type is there
        } else if (offload.kind() == OffloadHeader.Kind.FRAME) {
            single(from, size, tag, arrived);
        } else {
            bytes.put(buffers.wide(), ring, from, size);
            several(size, tag, arrived);
        }
    }

    /** What is not in the ring is a super-packet, or longer than any frame that the ports have room for. */
    private void wide(int size, int tag, long arrived) {
        int header = buffers.wide() - FrameReceiver.HEADER_BYTES;
        if (!receiver.receiveWide(buffers.memory(), header, buffers.wideRoom())) {
            drops.add(DropCause.EMULATOR);
            return;
        }
        offload.read(bytes, buffers.wide());
        if (offload.kind() == OffloadHeader.Kind.FRAME) {
            drops.add(DropCause.OVERSIZE);
        } else {
            several(size, tag, arrived);
        }
    }

    private void single(int from, int size, int tag, long arrived) {
        int whole = tag == 0 ? size : size + Tags.BYTES;
        int slot = slot(whole);
        if (slot == FrameBuffers.NONE) {
            return;
        }
        int start = buffers.place(slot);
        if (tag == 0) {
            bytes.put(start, ring, from, size);
        } else {
            bytes.put(start, ring, from, ADDRESSES);
            bytes.putInt(start + ADDRESSES, tag);
            bytes.put(start + ADDRESSES + Tags.BYTES, ring, from + ADDRESSES, size - ADDRESSES);
            offload.tagged();
        }
        if (offload.needsChecksum() && !completion.complete(start, whole, offload)) {
            unreadable++;
        }
        passage.offer(slot, whole, arrived);
    }

    /** A slot for a frame, or none, which is a drop. */
    private int slot(int size) {
        if (!buffers.fits(size)) {
            drops.add(DropCause.OVERSIZE);
            return FrameBuffers.NONE;
        }
        int slot = buffers.take();
        if (slot == FrameBuffers.NONE) {
            drops.add(DropCause.EMULATOR);
        }
        return slot;
    }

    private void several(int size, int tag, long arrived) {
        int start = buffers.wide();
        if (tag != 0) {
            start = Tags.insert(bytes, start, tag);
            offload.tagged();
        }
        if (!superFrame.open(start, size + buffers.wide() - start, offload)) {
            unreadable++;
            refused++;
            drops.add(DropCause.OVERSIZE);
            return;
        }
        superPackets++;
        for (int i = 0; i < superFrame.count(); i++) {
            int segment = superFrame.size(i);
            int slot = slot(segment);
            if (slot != FrameBuffers.NONE) {
                superFrame.write(i, buffers.place(slot));
                passage.offer(slot, segment, arrived);
            }
        }
    }

    /** Frames that found no room in the kernel's buffer so far; each is a drop of the emulator's. */
    long overruns() throws LinuxException {
        long now = receiver.overruns();
        overruns += now;
        drops.add(DropCause.EMULATOR, now);
        return overruns;
    }

    /** Counts on from what was counted before the interface was made anew. */
    void continueFrom(Intake before) {
        overruns += before.overruns;
        superPackets += before.superPackets;
        unreadable += before.unreadable;
        refused += before.refused;
    }

    /** Super-packets that were cut so far. */
    long superPackets() {
        return superPackets;
    }

    /** Super-packets that could not be cut so far, and were dropped. */
    long refused() {
        return refused;
    }

    /** What came and could not be understood so far. */
    long unreadable() {
        return unreadable;
    }
}
