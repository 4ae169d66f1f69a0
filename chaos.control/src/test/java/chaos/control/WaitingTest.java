package chaos.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.control.LinkStatus.State;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.link.Direction;
import chaos.dataplane.tck.FakePlane;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for whom, and for how long. */
final class WaitingTest {

    private static final long SECONDS = 20;

    private Bench bench = Bench.started();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() throws InterruptedException {
        release.countDown();
        clients.shutdown();
        assertTrue(clients.awaitTermination(SECONDS, TimeUnit.SECONDS));
        bench.close();
    }

    /** The plane is in a call until the test lets it out. */
    private FakePlane.Trouble stuck() {
        return () -> {
            inside.countDown();
            try {
                assertTrue(release.await(SECONDS, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    private <T> Future<T> begin(Callable<T> work) throws InterruptedException {
        var future = clients.submit(work);
        assertTrue(inside.await(SECONDS, TimeUnit.SECONDS));
        return future;
    }

    private static <T> T get(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void anOperation_waitsForASwapThatIsQuick() throws Exception {
        bench.comes(bench.plane("old"), 100);
        bench.apply(Direction.PORT1, Bench.LATENCY);
        var next = bench.plane("new").onAttach(stuck());
        var swap = begin(() -> bench.comes(next, 300));
        assertEquals(State.SWAPPING, bench.control().status().state());
        var read = clients.submit(() -> bench.read(Direction.PORT1));
        release.countDown();
        get(swap);
        assertEquals("new", get(read).plane().value());
        assertTrue(get(read).isAsDesired());
    }

    @Test
    void anOperation_waitsWhileAPlaneIsLetGoOf_thatAnotherFollows() throws Exception {
        var old = bench.comes(bench.plane("old").onDetach(stuck()), 300);
        bench.comes(bench.plane("new"), 100);
        bench.apply(Direction.PORT1, Bench.LATENCY);
        var stop = begin(() -> {
            bench.goes(old);
            return true;
        });
        assertEquals(State.SWAPPING, bench.control().status().state());
        var read = clients.submit(() -> bench.read(Direction.PORT1));
        release.countDown();
        assertTrue(get(stop));
        assertEquals("new", get(read).plane().value());
    }

    @Test
    void anOperation_waitsWhileTheOldPlaneIsPutBack() throws Exception {
        var old = bench.comes(bench.plane("old"), 100);
        bench.apply(Direction.PORT1, Bench.LATENCY);
        old.onAttach(stuck());
        var broken = bench.plane("new").onAttach(FakePlane.Trouble.broken());
        var swap = begin(() -> bench.comes(broken, 300));
        assertEquals(State.SWAPPING, bench.control().status().state());
        var read = clients.submit(() -> bench.read(Direction.PORT1));
        release.countDown();
        get(swap);
        assertEquals("old", get(read).plane().value());
        assertTrue(get(read).isAsDesired());
    }

    @Test
    void anOperation_doesNotWaitForASwapThatIsNot() throws Exception {
        bench = Bench.impatient();
        bench.comes(bench.plane("old"), 100);
        var next = bench.plane("new").onAttach(stuck());
        var swap = begin(() -> bench.comes(next, 300));
        var refused = assertThrows(DataPlaneException.class, () -> bench.read(Direction.PORT1));
        assertEquals(Reason.NO_LIVE_PLANE, refused.reason());
        assertTrue(refused.detail().contains("about to take over"), refused.detail());
        release.countDown();
        get(swap);
        assertEquals("new", bench.read(Direction.PORT1).plane().value());
    }

    @Test
    void aChange_behindOneThatIsStuck_isRefusedAndNotDone() throws Exception {
        bench = Bench.impatient();
        var plane = bench.comes(bench.plane("fake").onApply(stuck()), 100);
        var first = begin(() -> bench.apply(Direction.PORT1, Bench.LATENCY));
        var refused = assertThrows(DataPlaneException.class, () -> bench.apply(Direction.PORT2, Bench.LATENCY));
        assertEquals(Reason.TIMED_OUT, refused.reason());
        assertTrue(refused.detail().contains("nothing was done"), refused.detail());
        release.countDown();
        assertTrue(get(first).isAsDesired());
        assertTrue(plane.held(Direction.PORT2).isNone());
    }

    @Test
    void status_waitsForNobody() throws Exception {
        bench.comes(bench.plane("fake").onApply(stuck()), 100);
        var first = begin(() -> bench.apply(Direction.PORT1, Bench.LATENCY));
        assertEquals(State.LIVE, bench.control().status().state());
        assertEquals(1, bench.control().planes().size());
        release.countDown();
        get(first);
    }

    @Test
    void aBundleThatStops_waitsForTheOperationInItsPlane() throws Exception {
        var plane = bench.comes(bench.plane("fake").onApply(stuck()), 100);
        var operation = begin(() -> bench.apply(Direction.PORT1, Bench.LATENCY));
        var stop = clients.submit(() -> bench.goes(plane));
        release.countDown();
        get(stop);
        get(operation);
        assertFalse(plane.isAttached());
        assertEquals(State.NONE, bench.control().status().state());
    }

    @Test
    void aBundleThatStops_doesNotWaitForeverForAPlaneThatIsStuck() throws Exception {
        bench = Bench.impatient();
        var plane = bench.comes(bench.plane("fake").onApply(stuck()), 100);
        var operation = begin(() -> bench.apply(Direction.PORT1, Bench.LATENCY));
        bench.goes(plane);
        assertEquals(1, bench.timer().waiting(), "the link is seen to later");
        release.countDown();
        get(operation);
        bench.timer().pass(Duration.ofSeconds(1));
        assertFalse(plane.isAttached());
        assertEquals(State.NONE, bench.control().status().state());
        assertEquals(List.of(), bench.control().planes());
    }

    @Test
    void aPlaneThatGoes_whileItIsBeingAttached_isLetGoOfAfterwards() throws Exception {
        var plane = bench.plane("fake").onAttach(stuck());
        var start = begin(() -> bench.comes(plane, 100));
        var stop = clients.submit(() -> bench.goes(plane));
        release.countDown();
        get(start);
        get(stop);
        assertFalse(plane.isAttached());
        assertTrue(bench.wire().isFree());
    }

    @Test
    void anInterruptedClient_isRefused() throws Exception {
        bench.comes(bench.plane("fake").onApply(stuck()), 100);
        var first = begin(() -> bench.apply(Direction.PORT1, Bench.LATENCY));
        Thread.currentThread().interrupt();
        assertThrows(DataPlaneException.class, () -> bench.read(Direction.PORT1));
        assertTrue(Thread.interrupted(), "it still knows that it was interrupted");
        release.countDown();
        get(first);
    }
}
