package chaos.calibration.run;

import chaos.api.event.ChaosEvent;
import chaos.api.event.ChaosEvent.ImpairmentChanged;
import chaos.api.event.ChaosEvent.ImpairmentChanged.Change;
import chaos.api.event.ChaosEvent.PlaneChanged;
import chaos.api.event.EventListener;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Counts how often anybody has set or cleared a direction, so that a run sees also what was undone before it looked. A
 * plane that is swapped or a port that returns is no such change: nobody asked for another impairment.
 */
@Component(service = {EventListener.class, ChangeWatch.class})
public final class ChangeWatch implements EventListener {

    private static final long DELIVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<Place, Long> counts = new HashMap<>();

    private record Place(LinkName link, Direction direction) {}

    /** Has seen nothing yet. */
    @Activate
    public ChangeWatch() {
        // It is told of everything from now on.
    }

    @Override
    public void changed(ChaosEvent event) {
        event.match(new ChaosEvent.Cases<Boolean>() {

            @Override
            public Boolean impairmentChanged(ImpairmentChanged changed) {
                return changed.kind() != Change.DIVERGED
                        && count(new Place(changed.stamp().link(), changed.direction()));
            }

            @Override
            public Boolean planeChanged(PlaneChanged changed) {
                return false;
            }
        });
    }

    private synchronized boolean count(Place place) {
        counts.merge(place, 1L, Long::sum);
        notifyAll();
        return true;
    }

    /** How often a direction was set or cleared since the start. */
    synchronized long count(LinkName link, Direction direction) {
        return counts.getOrDefault(new Place(link, direction), 0L);
    }

    /** The same, as soon as it is so many: events come a moment after the answer. Waits for a second at most. */
    synchronized long count(LinkName link, Direction direction, long atLeast) {
        long end = System.nanoTime() + DELIVERY_NANOS;
        boolean interrupted = false;
        while (count(link, direction) < atLeast && end - System.nanoTime() > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return count(link, direction);
    }
}
