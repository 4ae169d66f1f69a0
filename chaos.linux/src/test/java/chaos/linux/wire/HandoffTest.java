package chaos.linux.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandoffTest {

    private static final int DEADLINE_SECONDS = 20;

    private final Handoff handoff = new Handoff("handed to");

    @AfterEach
    void close() {
        handoff.close(() -> {});
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private static long soon() {
        return in(Duration.ofSeconds(DEADLINE_SECONDS));
    }

    @Test
    void call_isDoneOnTheThreadAndFailsAsItFailed() throws Exception {
        assertEquals("handed to", handoff.call(() -> Thread.currentThread().getName(), soon()));
        var failure = new IllegalStateException("as planned");
        var thrown = assertThrows(ExecutionException.class, () -> handoff.call(() -> failWith(failure), soon()));
        assertSame(failure, thrown.getCause());
        assertEquals(1, handoff.call(() -> 1, soon()));
    }

    private static Integer failWith(RuntimeException failure) {
        throw failure;
    }

    @Test
    void call_ofManyThreadsIsDoneOneAtATimeAndNoneIsForgotten() throws Exception {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var callers = new ArrayList<FutureTask<Integer>>();
        for (int i = 0; i < 8; i++) {
            callers.add(new FutureTask<>(() -> {
                int done = 0;
                for (int j = 0; j < 2000; j++) {
                    done += handoff.call(
                            () -> {
                                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                inside.decrementAndGet();
                                return 1;
                            },
                            soon());
                }
                return done;
            }));
        }
        callers.forEach(caller -> new Thread(caller).start());
        for (var caller : callers) {
            assertEquals(2000, caller.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
        }
        assertEquals(1, most.get());
    }

    @Test
    void call_thatSleepsBetweenIsWokenEachTime() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertEquals(i, call(i));
            assertFalse(new CountDownLatch(1).await(2, TimeUnit.MILLISECONDS)); // longer than either side looks
        }
    }

    private int call(int number) throws ExecutionException, TimeoutException {
        return handoff.call(() -> number, soon());
    }

    @Test
    void call_leavesAtItsDeadlineAndWhatItAskedForGoesOn() throws Exception {
        var hanging = new CountDownLatch(1);
        var done = new ArrayList<Integer>();
        long start = System.nanoTime();
        assertThrows(
                TimeoutException.class,
                () -> handoff.call(
                        () -> {
                            hanging.await();
                            return done.add(1);
                        },
                        in(Duration.ofMillis(50))));
        assertTrue(System.nanoTime() - start >= 50_000_000, "left too early");
        assertThrows(TimeoutException.class, () -> handoff.call(() -> done.add(2), in(Duration.ofMillis(1))));
        hanging.countDown();
        assertEquals(List.of(1, 2), handoff.call(() -> List.copyOf(done), soon()));
    }

    @Test
    void call_keepsAnInterruptForLater() throws Exception {
        var begun = new CountDownLatch(1);
        var caller = Thread.currentThread();
        var interrupter = new Thread(() -> {
            try {
                begun.await();
                caller.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        interrupter.start();
        boolean seen = handoff.call(
                () -> {
                    begun.countDown();
                    interrupter.join();
                    return true;
                },
                soon());
        assertTrue(seen);
        assertTrue(Thread.interrupted());
    }

    @Test
    void close_endsTheThreadAfterWhatItHasToDo() throws Exception {
        var thread = handoff.call(Thread::currentThread, soon());
        var last = new CountDownLatch(1);
        handoff.close(last::countDown);
        assertTrue(last.await(DEADLINE_SECONDS, TimeUnit.SECONDS));
        thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
        assertFalse(thread.isAlive());
        assertThrows(RejectedExecutionException.class, () -> handoff.call(() -> 1, soon()));
    }
}
