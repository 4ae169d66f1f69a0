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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a link back as a run found it that was cut off with its daemon. A new daemon begins without impairments, so that
 * what a direction holds now was set since, and stays.
 */
final class CutOffRun implements GivingBack.Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(CutOffRun.class);

    private final Daemon daemon;
    private final FoundLinkJson found;

    CutOffRun(Daemon daemon, FoundLinkJson found) {
        this.daemon = daemon;
        this.found = found;
    }

    @Override
    public Restored make() {
        var link = new LinkName(found.link());
        try {
            var state = daemon.link(link).state();
            if (!state.equals(State.LIVE.word())) {
                return new Restored(
                        false,
                        List.of("link " + link + " is put back as a calibration run found it when it is live; it is "
                                + state));
            }
        } catch (RefusedException | UnreachableException e) {
            LOG.debug("link={} is not there yet", link, e);
            return new Restored(
                    false, List.of("link " + link + " is put back as a calibration run found it when it is live"));
        }
        var notes = new ArrayList<String>();
        restore(new Target(link, Direction.PORT1), found.port1()).ifPresent(notes::add);
        restore(new Target(link, Direction.PORT2), found.port2()).ifPresent(notes::add);
        return new Restored(notes.isEmpty(), notes);
    }

    /** What is still to be done, and why. */
    private Optional<String> restore(Target target, ImpairmentJson impairment) {
        try {
            var now = daemon.read(target);
            if (now.outcome().impairment().equals(impairment)) {
                return Optional.empty();
            }
            if (!now.outcome().impairment().impairment().isNone()) {
                LOG.info("link={} {} was set since, and stays so", found.link(), target.direction());
                return Optional.empty();
            }
            daemon.apply(target, impairment, Optional.of(now.tag()));
            LOG.info(
                    "link={} {} is put back as a calibration run found it that was cut off: {}",
                    found.link(),
                    target.direction(),
                    Journal.text(impairment));
            return Optional.empty();
        } catch (RefusedException | UnreachableException e) {
            return Optional.of(target.direction() + " cannot be put back as a calibration run found it, "
                    + Journal.text(impairment) + ": " + e.getMessage()
                    + "; it is tried again, until you set that direction yourself");
        }
    }
}
