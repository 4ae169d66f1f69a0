package chaos.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One thread's waiting for frames, for a bell, or for a time, whichever comes first ({@code ppoll(2)}); the time to the
 * nanosecond if the thread asked for the {@link #finestTimers}.
 */
public final class Waiting implements AutoCloseable {

    static final long SECOND = 1_000_000_000L;

    // struct pollfd { int fd; short events; short revents; }; struct timespec { s64 seconds; s64 nanos; }
    private static final int POLL_BYTES = 8;
    private static final int DESCRIPTORS = 2;
    private static final int TIME = DESCRIPTORS * POLL_BYTES;
    private static final int REALTIME = TIME + 16;

    private final FrameMemory memory = FrameMemory.of(REALTIME + 16);
    private final ByteBuffer bytes = memory.bytes().duplicate().order(ByteOrder.nativeOrder());
    private final FrameReceiver receiver;
    private final Doorbell bell;

    /** Waiting for the frames of a receiver, and for a bell. */
    public Waiting(FrameReceiver receiver, Doorbell bell) {
        this.receiver = receiver;
        this.bell = bell;
        descriptor(0, receiver.fd());
        descriptor(1, bell.fd());
    }

    private void descriptor(int place, int fd) {
        bytes.putInt(place * POLL_BYTES, fd);
        bytes.putShort(place * POLL_BYTES + Integer.BYTES, LibC.POLLIN);
    }

    /**
     * Lets timers of the calling thread end when they are due: by default the kernel adds up to 50 µs, in order to wake
     * less often ({@code PR_SET_TIMERSLACK}).
     *
     * @throws LinuxException if the kernel refuses
     */
    public static void finestTimers() throws LinuxException {
        LinuxException.check(LibC.prctl(LibC.PR_SET_TIMERSLACK, 1, 0, 0, 0), "prctl", "PR_SET_TIMERSLACK");
    }

    /**
     * Waits. A bell that rang is silent again afterwards.
     *
     * @param nanos how long at most; {@link Long#MAX_VALUE} as long as it takes
     * @return whether the time was over before anything happened
     */
    public boolean await(long nanos) {
        long time = 0;
        if (nanos != Long.MAX_VALUE) {
            bytes.putLong(TIME, nanos / SECOND);
            bytes.putLong(TIME + Long.BYTES, nanos % SECOND);
            time = memory.address(TIME);
        }
        bytes.putShort(happened(0), (short) 0);
        bytes.putShort(happened(1), (short) 0);
        int count = LibC.ppoll(memory.address(0), DESCRIPTORS, time, 0);
        if ((bytes.getShort(happened(0)) & LibC.POLLERR) != 0) {
            receiver.forgetError();
        }
        if (bytes.getShort(happened(1)) != 0) {
            bell.hush();
        }
        return count == 0;
    }

    private static int happened(int place) {
        return place * POLL_BYTES + Integer.BYTES + Short.BYTES;
    }

    /** The kernel's wall clock, which stamps frames, in nanoseconds since the epoch. */
    public long wallClock() {
        LibC.clock_gettime(LibC.CLOCK_REALTIME, memory.address(REALTIME));
        return bytes.getLong(REALTIME) * SECOND + bytes.getLong(REALTIME + Long.BYTES);
    }

    /** Gives its memory back. */
    @Override
    public void close() {
        memory.close();
    }
}
