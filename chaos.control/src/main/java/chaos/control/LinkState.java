package chaos.control;

import chaos.api.control.LinkStatus.State;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.PlaneNotice;
import chaos.api.dataplane.ReadBack;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * What control knows of one link. It is changed only by who passed the {@link LinkGate} alone, and may be looked at
 * from anywhere; a look outside the gate may be of a moment that has just passed.
 */
final class LinkState {

    private final LinkName link;
    private final Map<Direction, OneWay> ways = Map.of(Direction.PORT1, new OneWay(), Direction.PORT2, new OneWay());
    private volatile Standing standing = Standing.START;

    LinkState(LinkName link) {
        this.link = link;
    }

    /**
     * What one read-back showed.
     *
     * @param impairment in fields
     * @param unasked what no field can say
     */
    record Seen(Impairment impairment, List<Warning> unasked) {

        static Seen in(ReadBack readBack) {
            return new Seen(readBack.impairment(), readBack.unasked());
        }
    }

    /**
     * A plane does not send packets when they are due.
     *
     * @param attachment of that plane
     * @param saidAt when it said so last, by the link's timer
     * @param worst the notice of the latest packet since that began
     * @param told the lateness that the last event was of
     */
    record Late(long attachment, long saidAt, PlaneNotice worst, Duration told) {

        /** The beginning, of which there is an event. */
        static Late first(long attachment, long saidAt, PlaneNotice notice) {
            return new Late(attachment, saidAt, notice, notice.lateness());
        }

        /** It says so again. Of what is just as late, what is said last counts. */
        Late again(long at, PlaneNotice notice, boolean isTold) {
            boolean worse = notice.lateness().compareTo(worst.lateness()) >= 0;
            return new Late(attachment, at, worse ? notice : worst, isTold ? notice.lateness() : told);
        }

        /** A sentence for people. */
        String detail() {
            return worst.detail();
        }
    }

    /** What control knows of one direction. */
    static final class OneWay {

        private final RateMeter meter = new RateMeter();
        private final AtomicReference<Seen> observed = new AtomicReference<>(new Seen(Impairment.NONE, List.of()));
        private final AtomicBoolean diverged = new AtomicBoolean();
        private volatile Desired desired = Desired.NOTHING;
        private volatile Optional<Late> late = Optional.empty();

        Desired desired() {
            return desired;
        }

        void desire(Desired wanted) {
            desired = wanted;
        }

        void late(Optional<Late> now) {
            late = now;
        }

        RateMeter meter() {
            return meter;
        }

        Impairment observed() {
            return observed.get().impairment();
        }

        /** Notes what was read back; answers what was read back before. */
        Seen observe(Seen now) {
            return observed.getAndSet(now);
        }

        /** Notes whether what was read back is what is desired; answers true once each time that it is no longer. */
        boolean beginsToDiverge(boolean now) {
            return !diverged.getAndSet(now) && now;
        }
    }

    LinkName link() {
        return link;
    }

    OneWay of(Direction direction) {
        return ways.get(direction);
    }

    /** Whether the plane that is attached now is late in a direction. */
    Optional<Late> late(Direction direction) {
        var now = standing;
        return of(direction).late.filter(late -> now.live().isPresent() && late.attachment() == now.attachment());
    }

    Standing standing() {
        return standing;
    }

    void stand(Standing now) {
        standing = now;
    }

    /** The live plane, or the refusal that says why there is none. */
    PresentPlane requireLive(String operation, Direction direction) throws DataPlaneException {
        var now = standing;
        return now.live().orElseThrow(() -> now.refusal(operation, Optional.of(direction)));
    }

    /** The same refusal before waiting for anything; during a swap the wait is worth it. */
    void refuseUnlessWorthWaiting(String operation, Direction direction) throws DataPlaneException {
        if (standing.state() != State.SWAPPING) {
            requireLive(operation, direction);
        }
    }

    /** The refusal of an operation whose turn did not come. */
    DataPlaneException busy(String operation, Optional<Direction> direction) {
        var now = standing;
        if (now.state() == State.SWAPPING) {
            return now.refusal(operation, direction);
        }
        return new DataPlaneException(
                operation,
                direction,
                Reason.TIMED_OUT,
                "the link " + link + " is busy with another change; nothing was done, try again");
    }

    /** What the live plane was not given, for example {@code port1:/latency/duration}. */
    List<String> leftOut() {
        return Stream.of(Direction.values())
                .flatMap(direction -> of(direction).desired().leftOut().stream()
                        .map(refusal -> direction + ":" + refusal.field())
                        .distinct())
                .toList();
    }
}
