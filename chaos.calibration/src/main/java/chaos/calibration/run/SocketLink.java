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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link of a run, through the API on the socket as everybody else uses it. Every change is made only if nobody else
 * changed the direction since the last one.
 */
final class SocketLink implements TestedLink {

    private static final Logger LOG = LoggerFactory.getLogger(SocketLink.class);

    private final Daemon daemon;
    private final LinkName link;
    private final PlaneName plane;
    private final Map<Direction, Tagged> last = new EnumMap<>(Direction.class);
    private final Map<Direction, ImpairmentJson> found = new EnumMap<>(Direction.class);
    private boolean reachable = true;

    /**
     * The link as it is.
     *
     * @throws LinkException if it cannot be read, or another plane is live
     */
    SocketLink(Daemon daemon, LinkName link, PlaneName plane) throws LinkException {
        this.daemon = daemon;
        this.link = link;
        this.plane = plane;
        for (var direction : Direction.values()) {
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
            var held = daemon.apply(target(direction), ImpairmentJson.of(impairment), tag);
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
            if (!now.tag().equals(last.get(direction).tag())) {
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
            StatsJson stats = daemon.stats(target(direction));
            return List.of(stats.packets(), stats.bytes(), stats.drops());
        } catch (RefusedException | UnreachableException e) {
            throw new LinkException("the counters of " + direction + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Puts back what each direction held, where it still holds what the run applied last.
     *
     * @return what could not be put back, a sentence each
     */
    List<String> restore() {
        // An exchange that was cut off by a cancellation says nothing of the daemon.
        reachable = true;
        return last.entrySet().stream()
                .flatMap(entry -> restore(entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    private Optional<String> restore(Direction direction, Tagged applied) {
        try {
            var now = read(direction);
            if (!now.outcome().impairment().equals(applied.outcome().impairment())) {
                return Optional.of(direction + " was changed during the run and is left as it is now");
            }
            put(daemon, target(direction), found.get(direction));
            return Optional.empty();
        } catch (LinkException e) {
            return Optional.of(direction + " could not be put back: " + e.getMessage());
        } catch (RefusedException | UnreachableException e) {
            LOG.warn("link={} {} could not be put back", link, direction, e);
            return Optional.of(direction + " could not be put back: " + e.getMessage() + "; it was "
                    + Journal.text(found.get(direction)));
        }
    }

    /** Whether the API answered so far. */
    boolean isReachable() {
        return reachable;
    }

    /** Makes what was found the whole state of a direction again. */
    static void put(Daemon daemon, Target target, ImpairmentJson impairment)
            throws RefusedException, UnreachableException {
        if (impairment.impairment().isNone()) {
            daemon.clear(target);
        } else {
            daemon.apply(target, impairment, Optional.empty());
        }
    }

    private Tagged read(Direction direction) throws LinkException {
        try {
            return daemon.read(target(direction));
        } catch (UnreachableException e) {
            reachable = false;
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
