package chaos.dataplane.packet;

import chaos.engine.DropCause;
import chaos.linux.Errno;
import chaos.linux.FrameSender;

/**
 * Where the packets of one direction leave: sends them in batches, and takes note of when. What the interface does not
 * take at once it is offered again, for a bounded time; then it is a drop of the port's.
 */
final class Outlet implements Exit {

    /** How long all frames of a batch together may wait for the interface. */
    private static final long PATIENCE = 2_000_000;

    private static final long PAUSE = 100_000;
    private static final long LEAST_PAUSE = 10_000;

    private final FrameSender sender;
    private final FrameBuffers buffers;
    private final PlaneClock clock;
    private final Delays delays;
    private final DropCount drops;
    private final int[] slots;
    private final int[] sizes;
    private final long[] dues;
    private long packets;
    private long bytes;
    private volatile boolean connected = true;

    Outlet(FrameSender sender, FrameBuffers buffers, PlaneClock clock, Delays delays, DropCount drops) {
        this.sender = sender;
        this.buffers = buffers;
        this.clock = clock;
        this.delays = delays;
        this.drops = drops;
        int frames = buffers.frames();
        this.slots = new int[frames];
        this.sizes = new int[frames];
        this.dues = new long[frames];
    }

    /** A packet goes out: with the next {@link #flush}, or now where the batch is full. */
    @Override
    public void add(int slot, int size, long due) {
        int place = sender.count();
        slots[place] = slot;
        sizes[place] = size;
        dues[place] = due;
        sender.add(buffers.place(slot), size);
        if (place + 1 == slots.length) {
            flush();
        }
    }

    /** Sends what was added. */
    void flush() {
        int count = sender.count();
        int done = 0;
        long patience = PATIENCE;
        while (done < count) {
            long before = clock.now();
            int sent = sender.send(done);
            if (sent > 0) {
                left(done, sent, before);
                done += sent;
            } else if (isFull(sender.refusal()) && patience > 0) {
                hesitate(before);
                patience -= clock.now() - before;
            } else {
                drop(done++, sender.refusal());
            }
        }
        sender.clear();
    }

    /** Rests for a while in any case: a poll that returns at once would be asked again and again. */
    private void hesitate(long began) {
        if (sender.refusal() == Errno.ENOBUFS.number()) {
            sender.pause(PAUSE); // the socket has room, the qdisc has not
            return;
        }
        sender.awaitRoom(PAUSE);
        if (clock.now() - began < LEAST_PAUSE) {
            sender.pause(LEAST_PAUSE);
        }
    }

    private static boolean isFull(int errno) {
        return errno == Errno.ENOBUFS.number() || errno == Errno.EAGAIN.number();
    }

    private void left(int from, int count, long began) {
        long took = clock.now() - began;
        for (int i = 0; i < count; i++) {
            int slot = slots[from + i];
            if (connected) {
                long sent = began + took * (i + 1) / count;
                delays.left(buffers.arrived(slot), buffers.offered(slot), dues[from + i], sent);
                packets++;
                bytes += sizes[from + i];
            } else {
                drops.addPort();
            }
            buffers.release(slot);
        }
    }

    private void drop(int place, int errno) {
        if (errno == Errno.EMSGSIZE.number()) {
            drops.add(DropCause.OVERSIZE);
        } else {
            drops.addPort();
        }
        buffers.release(slots[place]);
    }

    /**
     * Whether the interface has a link partner. Without one the kernel takes frames and throws them away, and says
     * nothing ({@code noop_enqueue}, net/sched/sch_generic.c; {@code veth_xmit}).
     */
    void connected(boolean now) {
        connected = now;
    }

    /** Counts on from what was counted before the interface was made anew. */
    void continueFrom(Outlet before) {
        packets += before.packets;
        bytes += before.bytes;
    }

    long packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }
}
