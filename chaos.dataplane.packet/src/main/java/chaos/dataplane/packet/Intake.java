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

    private final FrameReceiver receiver;
    private final FrameBuffers buffers;
    private final PlaneClock clock;
    private final Passage passage;
    private final DropCount drops;
    private final ByteBuffer bytes;
    private final OffloadHeader offload = new OffloadHeader();
    private final SuperFrame superFrame;
    private final int[] places;
    private long overruns;
    private long unreadable;
    private long superPackets;

    Intake(FrameReceiver receiver, FrameBuffers buffers, PlaneClock clock, Passage passage, DropCount drops) {
        this.receiver = receiver;
        this.buffers = buffers;
        this.clock = clock;
        this.passage = passage;
        this.drops = drops;
        this.bytes = buffers.bytes();
        this.superFrame = new SuperFrame(bytes);
        this.places = new int[buffers.batch().frames()];
        for (int i = 0; i < places.length; i++) {
            place(i, buffers.take());
            receiver.spill(i, buffers.wide(i) + buffers.batch().placeBytes());
        }
    }

    private void place(int frame, int slot) {
        places[frame] = slot;
        receiver.place(frame, buffers.place(slot));
    }

    /**
     * Takes what is there, and offers it.
     *
     * @return how many frames came, super-packets counted as one; 0 also where the interface reported an error, which
     *     the kernel does once each time that it is switched off
     */
    int receive() {
        int count;
        try {
            count = receiver.receive();
        } catch (LinuxException e) {
            unreadable++;
            return 0;
        }
        if (count > 0) {
            long now = clock.now();
            clock.keepInStep(now);
            for (int i = 0; i < count; i++) {
                take(i, clock.arrival(receiver.stamp(i), now));
            }
        }
        return count;
    }

    private void take(int number, long arrived) {
        int size = receiver.size(number);
        if (size < LEAST) {
            drops.add(DropCause.OVERSIZE); // it was longer than the longest that there is room for
            return;
        }
        int frame = buffers.place(places[number]) + FrameReceiver.FRAME_AT;
        offload.read(bytes, frame);
        if (offload.kind() == OffloadHeader.Kind.FRAME) {
            single(number, frame, size, arrived);
        } else {
            several(number, frame, size, arrived);
        }
    }

    private void single(int number, int frame, int size, long arrived) {
        int slot = places[number];
        int start = tagged(number, frame);
        int whole = size + frame - start;
        if (!buffers.fits(size)) {
            drops.add(DropCause.OVERSIZE);
            return;
        }
        int next = buffers.take();
        if (next == FrameBuffers.NONE) {
            drops.add(DropCause.EMULATOR);
            return;
        }
        place(number, next);
        if (offload.needsChecksum() && !SuperFrame.complete(bytes, start, whole, offload)) {
            unreadable++;
        }
        buffers.startsAt(slot, start);
        passage.offer(slot, whole, arrived);
    }

    private int tagged(int number, int frame) {
        int tag = receiver.tag(number);
        if (tag == 0) {
            return frame;
        }
        offload.tagged();
        return Tags.insert(bytes, frame, tag);
    }

    private void several(int number, int received, int size, long arrived) {
        int frame = received;
        if (!buffers.fits(size)) {
            frame = buffers.wide(number) + FrameReceiver.FRAME_AT;
            bytes.put(frame, bytes, received, buffers.batch().placeBytes() - FrameReceiver.FRAME_AT);
        }
        int start = tagged(number, frame);
        if (!superFrame.open(start, size + frame - start, offload)) {
            unreadable++;
            drops.add(DropCause.OVERSIZE);
            return;
        }
        superPackets++;
        for (int i = 0; i < superFrame.count(); i++) {
            segment(i, arrived);
        }
    }

    private void segment(int number, long arrived) {
        int size = superFrame.size(number);
        int slot = buffers.fits(size) ? buffers.take() : FrameBuffers.NONE;
        if (slot == FrameBuffers.NONE) {
            drops.add(buffers.fits(size) ? DropCause.EMULATOR : DropCause.OVERSIZE);
            return;
        }
        int start = buffers.place(slot) + FrameReceiver.FRAME_AT;
        superFrame.write(number, start);
        buffers.startsAt(slot, start);
        passage.offer(slot, size, arrived);
    }

    /** Frames that found no room in the kernel's buffer so far; each is a drop of the emulator's. */
    long overruns() throws LinuxException {
        long now = receiver.overruns();
        overruns += now;
        drops.add(DropCause.EMULATOR, now);
        return overruns;
    }

    /** Super-packets that were cut so far. */
    long superPackets() {
        return superPackets;
    }

    /** What came and could not be understood so far. */
    long unreadable() {
        return unreadable;
    }
}
