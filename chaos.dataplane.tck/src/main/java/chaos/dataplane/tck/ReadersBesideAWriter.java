package chaos.dataplane.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One thread changes a direction, others read it and its counters: nobody fails, and the last change stays. */
final class ReadersBesideAWriter {

    private static final int READERS = 3;
    private static final int CHANGES = 100;
    private static final int READS = 300;
    private static final long DEADLINE_SECONDS = 60;

    private final DataPlane plane;
    private final List<Sample> samples;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong reads = new AtomicLong();

    ReadersBesideAWriter(DataPlane plane, List<Sample> samples) {
        this.plane = plane;
        this.samples = samples;
    }

    void run() throws InterruptedException, DataPlaneException {
        var begun = new CountDownLatch(READERS);
        var ended = new CountDownLatch(READERS);
        for (int i = 0; i < READERS; i++) {
            var reader = new Thread(() -> read(begun, ended), "tck-reader-" + i);
            reader.setDaemon(true);
            reader.start();
        }
        assertTrue(begun.await(DEADLINE_SECONDS, TimeUnit.SECONDS), "readers do not start");
        var last = Impairment.NONE;
        try {
            last = write();
        } finally {
            done.set(true);
        }
        assertTrue(ended.await(DEADLINE_SECONDS, TimeUnit.SECONDS), "readers are stuck");
        assertEquals(List.of(), List.copyOf(failures));
        var canonical = plane.plan(Direction.PORT1, last).canonical();
        assertEquals(
                canonical, plane.read(Direction.PORT1, Optional.of(canonical)).impairment());
    }

    /** Goes on until enough was read in between; answers what was applied last. */
    private Impairment write() throws DataPlaneException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        var last = Impairment.NONE;
        for (int i = 0; i < CHANGES || (reads.get() < READS && failures.isEmpty()); i++) {
            last = samples.get(i % samples.size()).impairment();
            plane.apply(Direction.PORT1, last);
            assertTrue(System.nanoTime() < deadline, () -> "only " + reads + " reads came through");
        }
        return last;
    }

    private void read(CountDownLatch begun, CountDownLatch ended) {
        try {
            do {
                plane.read(Direction.PORT1, Optional.empty());
                plane.stats(Direction.PORT1);
                plane.read(Direction.PORT2, Optional.empty());
                reads.incrementAndGet();
                begun.countDown();
            } while (!done.get());
        } catch (DataPlaneException e) {
            failures.add(e.getMessage());
        } finally {
            begun.countDown();
            ended.countDown();
        }
    }
}
