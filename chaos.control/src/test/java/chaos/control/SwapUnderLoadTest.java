package chaos.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import chaos.dataplane.tck.FakePlane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients change and read a link while planes come and go: every request has its answer, and the last one stays. */
final class SwapUnderLoadTest {

    private static final int SWAPS = 200;
    private static final int WRITERS = 2;
    private static final int READERS = 2;
    private static final long SECONDS = 60;

    private final Bench bench = Bench.started();
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final Map<Reason, Integer> refused = new ConcurrentHashMap<>();
    private final Map<Direction, Impairment> last = new EnumMap<>(Direction.class);

    @AfterEach
    void close() {
        bench.close();
        assertEquals(List.of(), bench.wire().violations());
    }

    /** One writer a direction: it knows what it was last told to be in force. */
    private Boolean write(Direction direction) throws DataPlaneException {
        var random = new Random(direction.word().hashCode());
        var mine = Impairment.NONE;
        while (!done.get()) {
            var next =
                    Impairment.NONE.withLatency(new Latency.Constant(Duration.ofNanos(1L + random.nextInt(1_000_000))));
            try {
                var outcome = bench.apply(direction, next);
                assertTrue(outcome.isAsDesired(), () -> "diverged: " + outcome.divergences());
                mine = next;
                answered.incrementAndGet();
            } catch (DataPlaneException e) {
                refused.merge(e.reason(), 1, Integer::sum);
            }
        }
        synchronized (last) {
            last.put(direction, mine);
        }
        return true;
    }

    private Boolean read(Direction direction) {
        while (!done.get()) {
            try {
                var outcome = bench.read(direction);
                assertTrue(outcome.isAsDesired(), () -> "diverged: " + outcome.divergences());
                bench.control().stats(direction);
                answered.incrementAndGet();
            } catch (DataPlaneException e) {
                refused.merge(e.reason(), 1, Integer::sum);
            }
        }
        return true;
    }

    private void underLoad(Runnable swaps) throws Exception {
        var clients = Executors.newFixedThreadPool(WRITERS + READERS);
        var running = new ArrayList<Future<Boolean>>();
        for (var direction : Direction.values()) {
            running.add(clients.submit((Callable<Boolean>) () -> write(direction)));
            running.add(clients.submit((Callable<Boolean>) () -> read(direction)));
        }
        try {
            Until.holds(() -> answered.get() > 10);
            swaps.run();
            int before = answered.get();
            Until.holds(() -> answered.get() > before + 10);
        } finally {
            done.set(true);
            clients.shutdown();
        }
        for (var client : running) {
            assertTrue(client.get(SECONDS, TimeUnit.SECONDS));
        }
    }

    private void assertTheLastAnswerIsInForce() throws DataPlaneException {
        for (var direction : Direction.values()) {
            var outcome = bench.read(direction);
            assertTrue(outcome.isAsDesired());
            assertEquals(last.get(direction), outcome.readBack().impairment());
        }
    }

    @Test
    void startNewThenStopOld_losesNoRequest() throws Exception {
        var planes = List.of(bench.plane("one"), bench.plane("other"));
        bench.comes(planes.get(0), 1);
        underLoad(() -> {
            for (int i = 1; i <= SWAPS; i++) {
                bench.comes(planes.get(i % 2), i + 1);
                bench.goes(planes.get((i + 1) % 2));
                assertEquals(i % 2 == 0 ? "one" : "other", bench.live());
            }
        });
        assertEquals(Map.of(), refused, "no request was refused in " + answered);
        assertTheLastAnswerIsInForce();
    }

    @Test
    void stopThenStart_answersOnlyThatThereIsNoPlane() throws Exception {
        var plane = bench.comes(bench.plane("fake"), 100);
        underLoad(() -> {
            for (int i = 0; i < SWAPS; i++) {
                bench.goes(plane);
                bench.comes(plane, 100);
            }
        });
        refused.remove(Reason.NO_LIVE_PLANE);
        assertEquals(Map.of(), refused);
        assertTheLastAnswerIsInForce();
    }

    @Test
    void planesThatFailNowAndThen_loseNoDesiredState() throws Exception {
        var good = bench.plane("good");
        var bad = bench.plane("bad");
        bench.comes(good, 1);
        underLoad(() -> {
            for (int i = 0; i < SWAPS; i++) {
                bad.onAttach(i % 3 == 0 ? FakePlane.Trouble.broken() : FakePlane.Trouble.NONE);
                bad.onDetach(i % 2 == 0 ? FakePlane.Trouble.broken() : FakePlane.Trouble.NONE);
                bench.comes(bad, 2);
                bench.goes(bad);
            }
        });
        refused.remove(Reason.NO_LIVE_PLANE);
        assertEquals(Map.of(), refused);
        assertEquals("good", bench.live());
        assertTheLastAnswerIsInForce();
    }
}
