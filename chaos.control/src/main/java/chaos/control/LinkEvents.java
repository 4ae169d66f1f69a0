package chaos.control;

import chaos.api.control.Outcome;
import chaos.api.dataplane.PlaneName;
import chaos.api.event.ChaosEvent.ImpairmentChanged;
import chaos.api.event.ChaosEvent.ImpairmentChanged.Change;
import chaos.api.event.ChaosEvent.PlaneChanged;
import chaos.api.event.ChaosEvent.PlaneChanged.Step;
import chaos.api.impairment.Impairment;
import chaos.api.link.LinkName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events of one link, each with its line in the log. */
final class LinkEvents {

    /** Who did what nobody asked for. */
    static final String CONTROL = "control";

    private static final Logger LOG = LoggerFactory.getLogger(LinkEvents.class);

    private final LinkName link;
    private final EventBus bus;

    LinkEvents(LinkName link, EventBus bus) {
        this.link = link;
        this.bus = bus;
    }

    void plane(Step kind, PlaneName plane, String actor, String detail) {
        LOG.info("link={} {} plane={} actor={}: {}", link, kind.word(), plane, actor, detail);
        bus.publish(link, actor, stamp -> new PlaneChanged(stamp, kind, plane, detail));
    }

    /**
     * An impairment changed.
     *
     * @param before what was read back before
     */
    void impairment(Change kind, Outcome outcome, Impairment before, String actor) {
        var detail = detail(kind, outcome);
        LOG.info("link={} {} direction={} actor={}: {}", link, kind.word(), outcome.direction(), actor, detail);
        bus.publish(
                link,
                actor,
                stamp -> new ImpairmentChanged(
                        stamp,
                        kind,
                        outcome.direction(),
                        outcome.plane(),
                        before,
                        outcome.readBack().impairment(),
                        detail));
    }

    private static String detail(Change kind, Outcome outcome) {
        if (kind == Change.DIVERGED) {
            var fields = outcome.divergences().stream().map(d -> d.named()).toList();
            return "the plane " + outcome.plane() + " does not hold what is desired: " + String.join(", ", fields);
        }
        return "transition " + outcome.transition().word();
    }
}
