package chaos.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.control.Impairments.Watch;
import chaos.api.dataplane.PlaneName;
import chaos.api.event.ChaosEvent;
import chaos.api.event.ChaosEvent.PlaneChanged;
import chaos.api.event.ChaosEvent.PlaneChanged.Step;
import chaos.api.event.EventListener;
import chaos.api.link.LinkName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventBusTest {

    private static final LinkName ONE = new LinkName("one");
    private static final LinkName OTHER = new LinkName("other");
    private static final long SECONDS = 20;

    private final EventBus bus = new EventBus();
    private final List<Long> heard = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        bus.deactivate();
    }

    private void publish(LinkName link) {
        bus.publish(
                link, "test", stamp -> new PlaneChanged(stamp, Step.PLANE_ATTACHED, new PlaneName("fake"), "attached"));
    }

    private static long sequence(ChaosEvent event) {
        return event.stamp().sequence();
    }

    @Test
    void publish_numbersOverAllLinks_andTellsEachListenerInOrder() {
        bus.bindListener(event -> heard.add(sequence(event)));
        var ofOne = new CopyOnWriteArrayList<Long>();
        bus.watch(Optional.of(ONE), event -> ofOne.add(sequence(event)));
        for (int i = 0; i < 50; i++) {
            publish(ONE);
            publish(OTHER);
        }
        Until.holds(() -> heard.size() == 100 && ofOne.size() == 50);
        assertEquals(LongStream.rangeClosed(1, 100).boxed().toList(), heard);
        assertEquals(LongStream.range(0, 50).mapToObj(i -> 2 * i + 1).toList(), ofOne);
    }

    @Test
    void aListenerThatThrows_hearsTheNext_andHarmsNobody() {
        var thrower = new CopyOnWriteArrayList<Long>();
        bus.bindListener(event -> {
            thrower.add(sequence(event));
            throw new IllegalStateException("a bug");
        });
        bus.bindListener(event -> heard.add(sequence(event)));
        for (int i = 0; i < 5; i++) {
            publish(ONE);
        }
        Until.holds(() -> heard.size() == 5 && thrower.size() == 5);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), thrower);
    }

    @Test
    void aListenerThatIsStuck_holdsUpNobody_andLosesTheOldest() throws InterruptedException {
        var inside = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var slow = new CopyOnWriteArrayList<Long>();
        bus.watch(Optional.empty(), event -> {
            slow.add(sequence(event));
            inside.countDown();
            await(release);
        });
        bus.watch(Optional.empty(), event -> heard.add(sequence(event)));
        publish(ONE);
        assertTrue(inside.await(SECONDS, TimeUnit.SECONDS));
        int more = Delivery.CAPACITY + 10;
        for (int i = 0; i < more; i++) {
            publish(ONE);
            long published = i + 2L;
            Until.holds(() -> heard.size() == published);
        }
        release.countDown();
        Until.holds(() -> slow.size() == Delivery.CAPACITY + 1);
        assertEquals(1, slow.get(0));
        assertEquals(12, slow.get(1), "the gap tells how many were lost");
        assertEquals(more + 1, slow.get(slow.size() - 1));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void close_waitsForTheEventUnderWay_andNoneComesAfter() throws InterruptedException {
        var inside = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var watch = bus.watch(Optional.empty(), event -> {
            inside.countDown();
            await(release);
            heard.add(sequence(event));
        });
        publish(ONE);
        publish(ONE);
        assertTrue(inside.await(SECONDS, TimeUnit.SECONDS));
        var closer = new Thread(() -> {
            watch.close();
            heard.add(-1L);
        });
        closer.start();
        Until.holds(() -> closer.getState() == Thread.State.TIMED_WAITING);
        release.countDown();
        closer.join(TimeUnit.SECONDS.toMillis(SECONDS));
        publish(ONE);
        assertEquals(List.of(1L, -1L), heard);
    }

    @Test
    void close_fromInsideTheListener_doesNotWaitForItself() {
        var watch = new AtomicReference<Watch>();
        var ready = new CountDownLatch(1);
        watch.set(bus.watch(Optional.empty(), event -> {
            await(ready);
            watch.get().close();
            heard.add(sequence(event));
        }));
        ready.countDown();
        publish(ONE);
        publish(ONE);
        Until.holds(() -> heard.size() == 1);
        bus.deactivate();
        assertEquals(List.of(1L), heard);
    }

    @Test
    void unbind_endsTheWhiteboardListener() {
        EventListener listener = event -> heard.add(sequence(event));
        bus.bindListener(listener);
        publish(ONE);
        Until.holds(() -> heard.size() == 1);
        bus.unbindListener(listener);
        publish(ONE);
        bus.deactivate();
        assertEquals(List.of(1L), heard);
    }

    @Test
    void deactivate_letsTheLastWordsBeHeard_andTakesNoMore() {
        var words = new ArrayList<Long>();
        bus.watch(Optional.empty(), event -> words.add(sequence(event)));
        publish(ONE);
        bus.deactivate();
        publish(ONE);
        assertEquals(List.of(1L), words);
    }
}
