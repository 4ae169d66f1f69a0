package chaos.calibration.run;

import chaos.api.dataplane.PlaneName;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.calibration.cases.CannotHoldException;
import chaos.calibration.cases.LinkException;
import chaos.calibration.cases.TestedLink;
import chaos.client.Daemon;
import chaos.client.RefusedException;
import chaos.client.Tagged;
import chaos.client.Target;
import chaos.client.UnreachableException;
import chaos.json.ImpairmentJson;
import chaos.json.StatsJson;
import chaos.json.WarningJson;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/**
 * The link of a run, through the API on the socket as everybody else uses it. Every change is made only if nobody else
 * changed the direction since the last one.
 */
final class SocketLink implements TestedLink {

    private final Daemon daemon;
    private final LinkName link;
    private final PlaneName plane;
    private final ChangeWatch changes;
    /** How many changes of a direction are accounted for: those before the run, and its own. */
    private final Map<Direction, Long> own = new EnumMap<>(Direction.class);

    private final Map<Direction, Tagged> last = new EnumMap<>(Direction.class);
    private final Map<Direction, ImpairmentJson> found = new EnumMap<>(Direction.class);

    /**
     * The link as it is.
     *
     * @throws LinkException if it cannot be read, or another plane is live
     */
    SocketLink(Daemon daemon, LinkName link, PlaneName plane, ChangeWatch changes) throws LinkException {
        this.daemon = daemon;
        this.changes = changes;
        this.link = link;
        this.plane = plane;
        for (var direction : Direction.values()) {
            own.put(direction, changes.count(link, direction));
            var state = read(direction);
            requirePlane(state);
            last.put(direction, state);
            found.put(direction, state.outcome().impairment());
        }
    }

    /** What each direction held when the run began. */
    Map<Direction, ImpairmentJson> found() {
        return Map.copyOf(found);
    }

    @Override
    public Held apply(Direction direction, Impairment impairment) throws CannotHoldException, LinkException {
        try {
            var tag = Optional.of(last.get(direction).tag());
            var held = exchange(() -> daemon.apply(target(direction), ImpairmentJson.of(impairment), tag));
            own.merge(direction, 1L, Long::sum);
            last.put(direction, held);
            requirePlane(held);
            return new Held(
                    held.outcome().unverifiable(),
                    held.outcome().warnings().stream()
                            .collect(
                                    Collectors.toMap(WarningJson::reason, WarningJson::detail, (one, other) -> other)));
        } catch (RefusedException e) {
            if (!e.refusals().isEmpty()) {
                throw new CannotHoldException("the " + plane + " plane cannot hold it: " + e.getMessage(), e);
            }
            throw new LinkException(
                    "the link did not take what " + direction + " was to hold: " + e.getMessage()
                            + "; whoever changes a link ends a calibration run on it",
                    e);
        } catch (UnreachableException e) {
            throw new LinkException(e.getMessage(), e);
        }
    }

    @Override
    public void check() throws LinkException {
        for (var direction : Direction.values()) {
            var now = read(direction);
            requirePlane(now);
            if (!now.tag().equals(last.get(direction).tag()) || isChangedByOthers(direction)) {
                throw new LinkException("somebody changed " + direction + " during the run (see the events of link "
                        + link + "); calibrate again when nobody else uses the link");
            }
        }
    }

    @Override
    public String state(Direction direction) throws LinkException {
        return read(direction).tag();
    }

    @Override
    public List<Long> counters(Direction direction) throws LinkException {
        try {
            StatsJson stats = exchange(() -> daemon.stats(target(direction)));
            return List.of(stats.packets(), stats.bytes(), stats.drops());
        } catch (RefusedException | UnreachableException e) {
            throw new LinkException("the counters of " + direction + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Puts back what each direction held, unless somebody else has set or cleared it since. */
    Restored restore() {
        boolean whole = true;
        var notes = new ArrayList<String>();
        for (var direction : Direction.values()) {
            try {
                var now = read(direction);
                if (now.outcome().impairment().equals(found.get(direction))) {
                    continue;
                }
                if (isChangedByOthers(direction)) {
                    notes.add(direction + " was changed by somebody else and is left as it is now");
                } else {
                    exchange(() -> daemon.apply(target(direction), found.get(direction), Optional.of(now.tag())));
                    own.merge(direction, 1L, Long::sum);
                }
            } catch (LinkException | RefusedException | UnreachableException e) {
                whole = false;
                notes.add(direction + " could not be put back: " + e.getMessage() + "; it was "
                        + Journal.text(found.get(direction))
                        + ", and that is tried again, until you set that direction yourself");
            }
        }
        return new Restored(whole, notes);
    }

    /** Whether there were more changes than the run made; also one that was undone. */
    private boolean isChangedByOthers(Direction direction) {
        long ours = own.get(direction);
        return changes.count(link, direction, ours) > ours;
    }

    /** One exchange with the daemon. */
    @FunctionalInterface
    private interface Exchange<T> {
        T ask() throws RefusedException, UnreachableException;
    }

    /**
     * An exchange to its end, in a thread of its own: a cancellation in its middle would leave open whether the daemon
     * did it. The interrupt stays for the caller.
     */
    private static <T> T exchange(Exchange<T> exchange) throws RefusedException, UnreachableException {
        var task = new FutureTask<>(exchange::ask);
        var thread = new Thread(task, "calibration exchange");
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RefusedException refused) {
                throw refused;
            }
            if (e.getCause() instanceof UnreachableException gone) {
                throw gone;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Tagged read(Direction direction) throws LinkException {
        try {
            return exchange(() -> daemon.read(target(direction)));
        } catch (UnreachableException e) {
            throw new LinkException(e.getMessage(), e);
        } catch (RefusedException e) {
            throw new LinkException(direction + " of link " + link + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void requirePlane(Tagged state) throws LinkException {
        var live = state.outcome().plane();
        if (!live.equals(plane.value())) {
            throw new LinkException("the plane of link " + link + " was changed from " + plane + " to " + live
                    + " during the run; calibrate again");
        }
    }

    private Target target(Direction direction) {
        return new Target(link, direction);
    }
}
