package chaos.control;

import chaos.api.control.Impairments;
import chaos.api.control.LinkStats;
import chaos.api.control.LinkStatus;
import chaos.api.control.Outcome;
import chaos.api.control.PlaneStatus;
import chaos.api.control.Planes;
import chaos.api.control.Preview;
import chaos.api.control.Request;
import chaos.api.control.Swap;
import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneName;
import chaos.api.event.EventListener;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.prediction.Predictor;
import chaos.api.prediction.Traffic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One link: the only way to its planes. It is there for as long as the link is configured, whatever the planes do. This
 * class is the component, and hands on: {@link LinkPlanes} knows which plane is live, {@link LinkImpairments} what is
 * desired of it.
 */
@Component(
        service = {Impairments.class, Planes.class},
        immediate = true,
        configurationPid = "chaos.control",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class LinkControl implements Impairments, Planes {

    private static final Logger LOG = LoggerFactory.getLogger(LinkControl.class);

    private final LinkPlanes planes;
    private final LinkImpairments impairments;
    private final Foresight foresight = new Foresight();
    private final DriftWatch drift;

    /** Its configuration. */
    public @interface Config {

        /** The name of the link; a service property of what this component provides. */
        String chaos_link() default "default";

        /** The plane to use; empty: the one with the highest ranking. */
        String plane() default "";

        /** Whether the ports are real interfaces, on which a plane that carries no traffic must be forced. */
        boolean real_ports() default false;
    }

    /** What the component runs on, checked once. */
    record Settings(LinkName link, Optional<PlaneName> plane, boolean realPorts) {

        static Settings of(Config config) {
            return new Settings(
                    new LinkName(config.chaos_link()),
                    Optional.of(config.plane()).filter(name -> !name.isEmpty()).map(PlaneName::new),
                    config.real_ports());
        }
    }

    /** A link as configured; it takes no port before {@link #start}. */
    @Activate
    public LinkControl(@Reference(name = "events") EventBus bus, Config config) {
        this(Settings.of(config), bus);
    }

    private LinkControl(Settings settings, EventBus bus) {
        this(settings, bus, new LinkGate(), new ThreadTimer(settings.link()));
    }

    LinkControl(Settings settings, EventBus bus, LinkGate gate, LinkTimer timer) {
        var state = new LinkState(settings.link());
        var events = new LinkEvents(settings.link(), bus);
        var selection = new PlaneSelection(settings.plane(), false, settings.realPorts());
        this.planes = new LinkPlanes(state, gate, events, timer, selection);
        this.impairments = new LinkImpairments(state, gate, planes, events, bus, foresight);
        this.drift = new DriftWatch(state, planes, impairments, events, timer);
    }

    /** Called after all planes that are there were bound, so that the link starts with the right one. */
    @Activate
    void start() {
        planes.start();
    }

    @Deactivate
    void stop() {
        planes.stop();
    }

    @Reference(
            name = "plane",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "unbindPlane")
    void bindPlane(DataPlane plane, Map<String, Object> properties) {
        if (!link().value().equals(properties.get(DataPlane.LINK))) {
            return;
        }
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
        long id = properties.get(Constants.SERVICE_ID) instanceof Long number ? number : 0;
        try {
            var present = new PresentPlane(GuardedPlane.of(plane), ranking, id);
            planes.added(present);
            drift.begin(plane, present);
        } catch (DataPlaneException e) {
            LOG.error("link={} a plane that does not say what it is was left aside: {}", link(), e.detail());
        }
    }

    void unbindPlane(DataPlane plane) {
        drift.end(plane);
        planes.removed(plane);
    }

    @Reference(
            name = "predictor",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPredictor(Predictor bound) {
        foresight.comes(bound);
    }

    void unbindPredictor(Predictor gone) {
        foresight.goes(gone);
    }

    @Override
    public LinkName link() {
        return impairments.link();
    }

    @Override
    public Outcome apply(Direction direction, Impairment impairment, Request request) throws DataPlaneException {
        return followed(direction, () -> impairments.apply(direction, impairment, request));
    }

    @Override
    public Outcome clear(Direction direction, Request request) throws DataPlaneException {
        return followed(direction, () -> impairments.clear(direction, request));
    }

    private Outcome followed(Direction direction, LinkGate.Work<Outcome> change) throws DataPlaneException {
        try {
            return change.run();
        } catch (DataPlaneException e) {
            if (e.reason() == DataPlaneException.Reason.TIMED_OUT) {
                drift.lookSoon(direction);
            }
            throw e;
        }
    }

    @Override
    public Outcome read(Direction direction) throws DataPlaneException {
        return impairments.read(direction);
    }

    @Override
    public LinkStats stats(Direction direction) throws DataPlaneException {
        return impairments.stats(direction);
    }

    @Override
    public Preview preview(Direction direction, Impairment impairment, Traffic traffic) throws DataPlaneException {
        return impairments.preview(direction, impairment, traffic);
    }

    @Override
    public Watch watch(EventListener listener) {
        return impairments.watch(listener);
    }

    @Override
    public LinkStatus status() {
        return planes.status();
    }

    @Override
    public List<PlaneStatus> planes() {
        return planes.planes();
    }

    @Override
    public Swap use(PlaneName plane, boolean force, Request request) throws DataPlaneException {
        return planes.use(plane, force, request);
    }

    @Override
    public Swap useHighestRanking(Request request) throws DataPlaneException {
        return planes.useHighestRanking(request);
    }
}
