package chaos.linux.ports;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Warning;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hold that a plane has on the ports of its link. Where a port, or the network namespace of both, went away and
 * came back, they are taken again with the next operation, and what was on them is put on them again. Used under the
 * plane's lock.
 *
 * @param <L> what the plane has while it holds them
 */
public final class LinkHold<L extends LinkHold.Held<L>> {

    private static final Logger LOG = LoggerFactory.getLogger(LinkHold.class);

    private final PortSettings settings;
    private final Taking<L> taking;
    private Optional<L> held = Optional.empty();
    /** What was held when a port went away and came back, until it is held again. */
    private Optional<L> lost = Optional.empty();

    /**
     * A link whose ports are taken.
     *
     * @param <L> itself
     */
    public interface Held<L> {

        /** The ports alone. */
        TakenPorts ports();

        /**
         * Makes what another link held, which has been given back, the state of this one.
         *
         * @throws DataPlaneException if it cannot be held here
         */
        void continueFrom(L before) throws DataPlaneException;

        /**
         * Lets packets pass: none does before.
         *
         * @throws DataPlaneException if the kernel refuses
         */
        void open() throws DataPlaneException;

        /**
         * Gives everything back; goes on after a failure.
         *
         * @return what could not be undone
         */
        List<Warning> release();
    }

    /**
     * Takes the ports.
     *
     * @param <L> what the plane has then
     */
    @FunctionalInterface
    public interface Taking<L> {

        /**
         * Takes both.
         *
         * @throws DataPlaneException if it cannot; then nothing is changed
         */
        L take() throws DataPlaneException;
    }

    /** No hold yet. */
    public LinkHold(PortSettings settings, Taking<L> taking) {
        this.settings = settings;
        this.taking = taking;
    }

    /** What is held. */
    public Optional<L> held() {
        return held;
    }

    /**
     * Takes the ports for the first time; they are closed.
     *
     * @throws DataPlaneException if it cannot, or has them
     */
    public L take() throws DataPlaneException {
        if (held.isPresent()) {
            throw Trouble.at("attach").because(Reason.REJECTED, "it is attached already; detach it first");
        }
        var link = taking.take();
        held = Optional.of(link);
        return link;
    }

    /**
     * Lets packets pass.
     *
     * @throws DataPlaneException if nothing is held, or the kernel refuses; then what is held is given back
     */
    public void openOrRelease() throws DataPlaneException {
        try {
            require(Trouble.at("attach")).open();
        } catch (DataPlaneException e) {
            release();
            throw e;
        }
    }

    /** Whether there was one, until now or until it was lost. */
    public boolean isAny() {
        return held.isPresent() || lost.isPresent();
    }

    /** Whether something was lost that is not held again. */
    public boolean hasLost() {
        return lost.isPresent()
                || held.map(Held::ports).filter(TakenPorts::hasLostOne).isPresent();
    }

    /**
     * What is held, or was until it was lost.
     *
     * @throws DataPlaneException if there is neither
     */
    public L require(Trouble trouble) throws DataPlaneException {
        return held.or(() -> lost)
                .orElseThrow(() -> trouble.because(Reason.NO_LIVE_PLANE, "the plane is not attached"));
    }

    /**
     * What is held, taken again where it was lost.
     *
     * @throws DataPlaneException if nothing is, or it cannot be taken again
     */
    public L current(Trouble trouble) throws DataPlaneException {
        if (held.map(Held::ports).filter(TakenPorts::hasLostHold).isPresent()) {
            lose();
        }
        if (lost.isPresent()) {
            takeAgain(lost.get());
        }
        return require(trouble);
    }

    private void takeAgain(L before) throws DataPlaneException {
        var again = taking.take();
        held = Optional.of(again);
        lost = Optional.empty();
        LOG.info("link={} state=attached-again {}", settings.link(), settings.ports());
        try {
            again.continueFrom(before);
        } finally {
            again.open();
        }
    }

    /** Gives up what is held, because it is not the ports any more; what was on them is kept for those that come. */
    public void lose() {
        lost = held;
        held = Optional.empty();
        lost.ifPresent(link -> link.release().forEach(left -> LOG.warn("link={} {}", settings.link(), left.detail())));
    }

    /**
     * Gives up the hold, and what was lost.
     *
     * @return what could not be undone
     */
    public List<Warning> release() {
        lost = Optional.empty();
        var left = held.map(Held::release).orElse(List.of());
        held = Optional.empty();
        return left;
    }
}
