package chaos.dataplane.netlink;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Warning;
import chaos.api.link.Direction;
import chaos.linux.ports.TakenPorts;
import chaos.linux.ports.Trouble;
import chaos.linux.wire.NetlinkException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hold that a plane has on its ports. Where a port, or the network namespace of both, went away and came back, they
 * are taken again with the next operation, and what was on them is put on them again. Used under the plane's lock.
 */
final class PortHold {

    private static final Logger LOG = LoggerFactory.getLogger(PortHold.class);

    private final NetlinkSettings settings;
    private final Taking taking;
    private final BooleanSupplier seesPorts;
    private Optional<HeldLink> held = Optional.empty();
    /** What was held when a port went away and came back, until it is held again. */
    private Optional<HeldLink> lost = Optional.empty();

    /** Takes the ports. */
    interface Taking {

        HeldLink take() throws DataPlaneException;
    }

    /** What is done with the qdiscs of one port. */
    interface Operation<T> {

        T on(PortQdiscs qdiscs) throws NetlinkException, DataPlaneException;
    }

    /**
     * No hold yet.
     *
     * @param taking takes them
     * @param seesPorts whether both interfaces are there by their names
     */
    PortHold(NetlinkSettings settings, Taking taking, BooleanSupplier seesPorts) {
        this.settings = settings;
        this.taking = taking;
        this.seesPorts = seesPorts;
    }

    Optional<HeldLink> held() {
        return held;
    }

    /** Takes the ports for the first time. */
    HeldLink take() throws DataPlaneException {
        if (held.isPresent()) {
            throw Trouble.at("attach").because(Reason.REJECTED, "it is attached already; detach it first");
        }
        var link = taking.take();
        held = Optional.of(link);
        return link;
    }

    /** Whether there was one, until now or until it was lost. */
    boolean isAny() {
        return held.isPresent() || lost.isPresent();
    }

    /** Whether something was lost that is not held again. */
    boolean hasLost() {
        return lost.isPresent()
                || held.map(HeldLink::ports).filter(TakenPorts::hasLostOne).isPresent();
    }

    /**
     * Gives up the hold.
     *
     * @return what could not be undone
     */
    List<Warning> release() {
        lost = Optional.empty();
        var left = held.map(HeldLink::release).orElse(List.of());
        held = Optional.empty();
        return left;
    }

    HeldLink require(Trouble trouble) throws DataPlaneException {
        return held.or(() -> lost)
                .orElseThrow(() -> trouble.because(Reason.NO_LIVE_PLANE, "the plane is not attached"));
    }

    <T> T on(Trouble trouble, Operation<T> operation) throws DataPlaneException {
        if (held.map(HeldLink::ports).filter(TakenPorts::hasLostNamespace).isPresent()) {
            lose();
        }
        takeLostAgain();
        try {
            return once(trouble, operation);
        } catch (DataPlaneException e) {
            if (e.reason() != Reason.NO_SUCH_PORT || !seesPorts.getAsBoolean()) {
                throw e;
            }
        }
        lose(); // both names are there: a port came back as another interface
        takeLostAgain();
        return once(trouble, operation);
    }

    private void lose() {
        lost = held;
        held = Optional.empty();
        lost.ifPresent(link -> link.release()
                .forEach(left -> LOG.warn("link={} {}", settings.ports().link(), left.detail())));
    }

    private <T> T once(Trouble trouble, Operation<T> operation) throws DataPlaneException {
        var link = require(trouble);
        try {
            return operation.on(link.qdiscs(trouble.direction().orElseThrow()));
        } catch (NetlinkException e) {
            throw trouble.from(e);
        }
    }

    /** Takes ports that came back, and puts on both what was on them. */
    private void takeLostAgain() throws DataPlaneException {
        if (lost.isEmpty()) {
            return;
        }
        var before = lost.get();
        var again = taking.take();
        held = Optional.of(again);
        lost = Optional.empty();
        LOG.info(
                "link={} state=attached-again {}",
                settings.ports().link(),
                settings.ports().ports());
        for (var direction : Direction.values()) {
            try {
                again.qdiscs(direction).hold(before.programmed(direction));
            } catch (NetlinkException e) {
                throw Trouble.at("attach", direction).from(e);
            }
        }
    }
}
