package chaos.linux.traffic;

import chaos.api.calibration.ProbeTrain;
import chaos.linux.Errno;
import chaos.linux.FrameMemory;
import chaos.linux.FrameSender;
import chaos.linux.LinuxException;
import chaos.linux.Waiting;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** Sends the probes of a train, on a thread of its own: its timers are the finest. */
final class Sending implements Callable<Passage.Sent> {

    /** A stop is heeded after so long. */
    private static final long LONGEST_PAUSE = 20_000_000;
    /** Waking up takes the kernel a while; what is left is waited for awake. */
    private static final long AWAKE = 20_000;

    private static final long ROOM = 1_000_000;

    private final FrameSender sender;
    private final FrameMemory memory;
    private final ProbeFrame frames;
    private final ProbeTrain train;
    private final LongSupplier clock;
    private final AtomicBoolean stop;
    private final long[] sentAt;
    private int count;
    private long longest;
    private long blocked;
    private long refused;

    /** A sending whose frame is made at the start of the memory. */
    Sending(FrameSender sender, FrameMemory memory, ProbeFrame frames, ProbeTrain train, Ending ending) {
        this.sender = sender;
        this.memory = memory;
        this.frames = frames;
        this.train = train;
        this.clock = ending.clock();
        this.stop = ending.stop();
        this.sentAt = new long[(int) train.count()];
    }

    /**
     * What ends it early, and its clock.
     *
     * @param clock the wall clock, in nanoseconds
     * @param stop whether it shall end
     */
    record Ending(LongSupplier clock, AtomicBoolean stop) {}

    @Override
    public Passage.Sent call() throws LinuxException {
        Waiting.finestTimers();
        long start = System.nanoTime();
        var pace = new Pace(train, start);
        long last = start;
        while (count < sentAt.length && !stop.get()) {
            frames.write(memory.bytes(), count);
            if (!await(pace.due(count, last))) {
                break;
            }
            last = System.nanoTime();
            sentAt[count] = clock.getAsLong();
            frames.stamp(memory.bytes(), sentAt[count]);
            send();
            longest = Math.max(longest, System.nanoTime() - last);
            count++;
        }
        double perSecond = count < 2 ? 0 : Pace.perSecond(count, sentAt[0], sentAt[count - 1]);
        return new Passage.Sent(perSecond, longest, blocked, refused);
    }

    /** When each probe was sent, by the wall clock; to be asked when it has ended. */
    long[] sentAt() {
        return Arrays.copyOf(sentAt, count);
    }

    /** Whether the time has come; false if it shall end. */
    private boolean await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (left > AWAKE) {
                sender.pause(Math.min(left - AWAKE, LONGEST_PAUSE));
                if (stop.get()) {
                    return false;
                }
            } else {
                Thread.onSpinWait();
            }
        }
        return true;
    }

    private void send() throws LinuxException {
        sender.clear();
        sender.add(0, train.bytes());
        while (sender.send(0) == 0) {
            int refusal = sender.refusal();
            if (refusal == Errno.EAGAIN.number()) {
                blocked++;
                if (stop.get()) {
                    return;
                }
                sender.awaitRoom(ROOM);
            } else if (refusal == Errno.ENOBUFS.number()) {
                refused++;
                return;
            } else if (refusal != Errno.EINTR.number()) {
                throw new LinuxException("sendmmsg", "AF_PACKET", new Errno(refusal));
            }
        }
    }
}
