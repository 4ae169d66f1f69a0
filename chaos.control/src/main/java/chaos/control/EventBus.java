package chaos.control;

import chaos.api.control.Impairments.Watch;
import chaos.api.event.ChaosEvent;
import chaos.api.event.ChaosEvent.Stamp;
import chaos.api.event.EventListener;
import chaos.api.link.LinkName;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers the events of all links and hands them out. Publishing never waits and runs no listener, so it may be done
 * under a lock, and is, so that the numbers are in the order of the changes. Every listener is called on threads of the
 * bus, one event after the other; one that is slow or throws harms nobody else.
 */
@Component(service = EventBus.class)
public final class EventBus {

    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);
    private static final long LAST_WORDS_MILLIS = 2000;

    private final Clock clock;
    private final ExecutorService threads;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final Map<EventListener, Watch> services = new ConcurrentHashMap<>();
    private long sequence;
    private boolean closed;

    /** A bus with threads of its own, started when there is something to deliver. */
    @Activate
    public EventBus() {
        this(Clock.systemUTC(), Executors.newCachedThreadPool(EventBus::thread));
    }

    EventBus(Clock clock, ExecutorService threads) {
        this.clock = clock;
        this.threads = threads;
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "chaos-events");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, cause) -> LOG.error("an event listener threw", cause));
        return thread;
    }

    /**
     * Publishes one event.
     *
     * @param event made from its stamp
     */
    synchronized void publish(LinkName link, String actor, Function<Stamp, ChaosEvent> event) {
        if (closed) {
            return;
        }
        sequence++;
        var stamped = event.apply(new Stamp(sequence, clock.instant(), link, actor));
        deliveries.forEach(delivery -> delivery.offer(stamped));
    }

    /** Tells a listener of the events of one link, or of all. */
    Watch watch(Optional<LinkName> link, EventListener listener) {
        var delivery = new Delivery(link, listener, threads);
        deliveries.add(delivery);
        return () -> {
            deliveries.remove(delivery);
            delivery.close();
        };
    }

    @Reference(
            name = "listener",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "unbindListener")
    void bindListener(EventListener listener) {
        services.put(listener, watch(Optional.empty(), listener));
    }

    void unbindListener(EventListener listener) {
        Optional.ofNullable(services.remove(listener)).ifPresent(Watch::close);
    }

    /** Lets what was published be heard, for a moment, and gives the threads back. */
    @Deactivate
    void deactivate() {
        synchronized (this) {
            closed = true;
        }
        deliveries.forEach(Delivery::finish);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
