package chaos.linux.traffic;

import chaos.api.calibration.ProbeTrace;
import chaos.linux.FrameReceiver;
import chaos.linux.LinuxException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Collects what arrives while a train is sent, on a thread of its own. It looks now and then only: the kernel stamps
 * what arrives, and a receiver that woke for each frame would take time from whoever carries them.
 */
final class Receiving implements Callable<Passage.Came> {

    private static final long LOOK_EVERY = 2_000_000;
    private static final int CLOCK_EVERY = 5;
    private static final int FIRST = 4096;
    private static final int ADDRESS_BYTES = 6;
    private static final int IPV6 = 0x86DD;
    private static final int ALL_NEIGHBOURS = 0x3333;

    private final FrameReceiver receiver;
    private final ProbeFrame frames;
    private final ClockWatch watch;
    private final AtomicBoolean stop;
    /** By the clock that nobody sets; far away as long as probes are sent. */
    private volatile long end = Long.MAX_VALUE;

    private int[] probes = new int[FIRST];
    private long[] times = new long[FIRST];
    private boolean[] marks = new boolean[FIRST];
    private int count;
    private long earlier;
    private long strangers;
    private long neighbours;
    private Optional<Passage.Stranger> stranger = Optional.empty();
    private int mostFlipped;

    Receiving(FrameReceiver receiver, ProbeFrame frames, ClockWatch watch, AtomicBoolean stop) {
        this.receiver = receiver;
        this.frames = frames;
        this.watch = watch;
        this.stop = stop;
    }

    /** All are sent; it goes on until then. */
    void endAt(long nanoTime) {
        end = nanoTime;
    }

    @Override
    public Passage.Came call() throws LinuxException {
        for (int looks = 1; !stop.get() && (end == Long.MAX_VALUE || System.nanoTime() - end < 0); looks++) {
            LockSupport.parkNanos(LOOK_EVERY);
            drain();
            if (looks % CLOCK_EVERY == 0) {
                watch.look();
            }
        }
        drain();
        watch.look();
        return new Passage.Came(receiver.overruns(), earlier, strangers, neighbours, stranger, mostFlipped);
    }

    private void drain() {
        while (receiver.hasFrame()) {
            take();
            receiver.release();
        }
    }

    private void take() {
        int start = receiver.start();
        int size = receiver.size();
        var known = receiver.isWhole() && receiver.tag() == 0
                ? frames.recognise(receiver.bytes(), start, size)
                : Optional.<ProbeFrame.Known>empty();
        if (known.isPresent()) {
            mostFlipped = Math.max(mostFlipped, known.get().flipped());
            add(known.get().number(), receiver.stamp(), known.get().flipped() > 0);
        } else {
            sort(start, size);
        }
    }

    private void add(int probe, long at, boolean corrupted) {
        if (count == probes.length) {
            probes = Arrays.copyOf(probes, 2 * count);
            times = Arrays.copyOf(times, 2 * count);
            marks = Arrays.copyOf(marks, 2 * count);
        }
        probes[count] = probe;
        times[count] = at;
        marks[count] = corrupted;
        count++;
    }

    /** No probe of this train: whose then? */
    private void sort(int start, int size) {
        var bytes = receiver.bytes();
        if (size < ProbeFrame.TYPE + Short.BYTES) {
            strangers++;
            return;
        }
        int type =
                receiver.tag() == 0 ? bytes.getShort(start + ProbeFrame.TYPE) & 0xFFFF : receiver.tag() >>> Short.SIZE;
        if (type == (ProbeFrame.EXPERIMENT & 0xFFFF)) {
            earlier++;
        } else if (type == IPV6 && (bytes.getShort(start) & 0xFFFF) == ALL_NEIGHBOURS) {
            neighbours++;
        } else {
            strangers++;
            if (stranger.isEmpty()) {
                var from = new byte[ADDRESS_BYTES];
                bytes.get(start + ADDRESS_BYTES, from);
                stranger = Optional.of(new Passage.Stranger(Station.text(from), type));
            }
        }
    }

    /**
     * What arrived, to be called when it has ended.
     *
     * @param sentAt when each probe was sent, by the wall clock
     * @param settle how long after the last one something may have arrived, in nanoseconds
     */
    ProbeTrace trace(long[] sentAt, long settle) {
        long began = sentAt.length == 0 ? 0 : sentAt[0];
        long until = sentAt.length == 0 ? 0 : sentAt[sentAt.length - 1] + settle;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            // A number with more flipped bits than can be mended is nobody's.
            if (times[i] <= until && probes[i] >= 0 && probes[i] < sentAt.length) {
                probes[kept] = probes[i];
                times[kept] = times[i] - began;
                marks[kept] = marks[i];
                kept++;
            }
        }
        var after = Arrays.stream(sentAt).map(time -> time - began).toArray();
        return new ProbeTrace(
                after, Arrays.copyOf(probes, kept), Arrays.copyOf(times, kept), Arrays.copyOf(marks, kept));
    }
}
