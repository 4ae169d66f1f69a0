package chaos.calibration.run;

import chaos.api.control.LinkStatus.State;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.client.Daemon;
import chaos.client.RefusedException;
import chaos.client.Target;
import chaos.client.UnreachableException;
import chaos.json.FoundLinkJson;
import chaos.json.ImpairmentJson;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a link back as a run found it that was cut off with its daemon, as soon as the link is live again. */
final class CutOffRun implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(CutOffRun.class);
    private static final int TRIES = 240;
    private static final long PAUSE_MILLIS = 500;

    private final Daemon daemon;
    private final Journal journal;
    private final FoundLinkJson found;

    CutOffRun(Daemon daemon, Journal journal, FoundLinkJson found) {
        this.daemon = daemon;
        this.journal = journal;
        this.found = found;
    }

    @Override
    public void run() {
        try {
            for (int i = 0; i < TRIES; i++) {
                if (isLive()) {
                    boolean first = restore(Direction.PORT1, found.port1());
                    boolean second = restore(Direction.PORT2, found.port2());
                    if (first && second) {
                        journal.forget();
                    }
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            LOG.warn("link={} did not come up; the next start puts it back as calibration found it", found.link());
        } catch (InterruptedException e) {
            LOG.info("link={} is put back as calibration found it at the next start", found.link());
        }
    }

    private boolean isLive() {
        try {
            return daemon.link(new LinkName(found.link())).state().equals(State.LIVE.word());
        } catch (RefusedException | UnreachableException e) {
            LOG.debug("link={} is not there yet: {}", found.link(), e.getMessage());
            return false;
        }
    }

    /** Only where nobody has set anything since the start; whether there is nothing left to do. */
    private boolean restore(Direction direction, ImpairmentJson impairment) {
        try {
            var target = new Target(new LinkName(found.link()), direction);
            var now = daemon.read(target);
            if (now.outcome().impairment().equals(impairment)) {
                return true;
            }
            if (!now.outcome().impairment().impairment().isNone()) {
                LOG.info("link={} {} was set since, and stays so", found.link(), direction);
                return true;
            }
            daemon.apply(target, impairment, Optional.of(now.tag()));
            LOG.info(
                    "link={} {} is put back as a calibration run found it that was cut off: {}",
                    found.link(),
                    direction,
                    Journal.text(impairment));
            return true;
        } catch (RefusedException | UnreachableException e) {
            LOG.warn(
                    "link={} {} could not be put back as calibration found it, {}: {}",
                    found.link(),
                    direction,
                    Journal.text(impairment),
                    e.getMessage());
            return false;
        }
    }
}
