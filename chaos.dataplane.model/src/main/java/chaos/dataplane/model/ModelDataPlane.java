package chaos.dataplane.model;

import chaos.api.calibration.ProbeTrace;
import chaos.api.dataplane.Applied;
import chaos.api.dataplane.Attachment;
import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.QdiscStats;
import chaos.api.dataplane.ReadBack;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.link.Port;
import chaos.api.link.PortName;
import chaos.distribution.LatencyTables;
import chaos.distribution.TableFolder;
import chaos.engine.EnginePlans;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * A data plane in memory, between two virtual ports. It holds every form of the impairment document in canonical form
 * and carries no traffic; what is offered to it in process goes through the engine in virtual time, which passes only
 * with that traffic, and is counted as the kernel would count it.
 */
@Component(
        service = {DataPlane.class, ModelDataPlane.class},
        configurationPid = "chaos.dataplane.model",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ModelDataPlane implements DataPlane {

    private static final int MTU = 1500;

    private final Settings settings;
    private final PlaneDescription description;
    private final Clock clock;
    private final Map<Direction, ModelDirection> directions = new EnumMap<>(Direction.class);
    private VirtualTime time = new VirtualTime();
    private boolean attached;

    /** Its configuration; every name is a service property too, where control looks for the link and the ranking. */
    public @interface Config {

        /** The link that it is a plane of. */
        String chaos_link() default "default";

        /** Its name on that link. */
        String chaos_plane() default "model";

        /** Below every plane that carries traffic. */
        int service_ranking() default 100;

        /** Where the tables of distributions are kept: an absolute path; empty: no named tables. */
        String state_dir() default "";
    }

    /** A plane as configured. */
    @Activate
    public ModelDataPlane(BundleContext context, Config config) {
        this(Settings.of(config), context.getBundle().getVersion().toString(), Clock.systemUTC());
    }

    ModelDataPlane(Settings settings, String version, Clock clock) {
        this.settings = settings;
        this.description = new PlaneDescription(settings.plane(), version, false);
        this.clock = clock;
    }

    /** What the component runs on, checked once. */
    record Settings(LinkName link, PlaneName plane, LatencyTables tables) {

        static Settings of(Config config) {
            return new Settings(
                    new LinkName(config.chaos_link()),
                    new PlaneName(config.chaos_plane()),
                    TableFolder.inStateDir(config.state_dir()));
        }
    }

    @Override
    public PlaneDescription describe() {
        return description;
    }

    @Override
    public Capabilities capabilities() {
        return EnginePlans.capabilities(description, settings.tables());
    }

    @Override
    public List<Port> ports() {
        return List.of(port(Direction.PORT1), port(Direction.PORT2));
    }

    private static Port port(Direction direction) {
        return new Port(direction, new PortName(direction.word()), Optional.empty(), true, MTU, true);
    }

    @Override
    public Plan plan(Direction direction, Impairment impairment) {
        return ModelDirection.PLANS.plan(impairment, settings.tables(), MTU).plan();
    }

    @Override
    public synchronized Attachment attach() throws DataPlaneException {
        if (attached) {
            throw failure("attach", Optional.empty(), Reason.REJECTED, "it is attached already; detach it first");
        }
        time = new VirtualTime();
        for (var direction : Direction.values()) {
            directions.put(direction, new ModelDirection());
        }
        attached = true;
        return new Attachment(List.of());
    }

    @Override
    public synchronized void detach() {
        directions.clear();
        attached = false;
    }

    @Override
    public synchronized Applied apply(Direction direction, Impairment impairment) throws DataPlaneException {
        var state = attached("apply", direction);
        var planned = ModelDirection.PLANS.plan(impairment, settings.tables(), MTU);
        var plan = planned.plan();
        if (!plan.isHoldable()) {
            throw new DataPlaneException(
                    "apply",
                    Optional.of(direction),
                    Reason.NOT_SUPPORTED,
                    "the " + description.name() + " plane cannot hold it",
                    plan.refusals());
        }
        var transition = state.hold(plan.canonical(), planned.table(), time.now());
        return new Applied(plan.canonical(), transition, plan.warnings());
    }

    @Override
    public synchronized Applied clear(Direction direction) throws DataPlaneException {
        var state = attached("clear", direction);
        return new Applied(
                Impairment.NONE, state.hold(Impairment.NONE, Optional.empty(), time.now()), List.<Warning>of());
    }

    @Override
    public synchronized ReadBack read(Direction direction, Optional<Impairment> hint) throws DataPlaneException {
        var held = attached("read", direction).held();
        return new ReadBack(held, clock.instant(), ModelDirection.PLANS.layers(held), List.of(), List.of());
    }

    @Override
    public synchronized QdiscStats stats(Direction direction) throws DataPlaneException {
        return attached("stats", direction).stats(direction, clock.instant());
    }

    /**
     * Offers traffic that leaves by a direction's port, from now on in virtual time, and waits until all of it came out
     * or was dropped.
     *
     * @return how many packets came out, copies included
     * @throws DataPlaneException if the plane is not attached
     */
    synchronized long offer(Direction direction, TrafficSource traffic) throws DataPlaneException {
        var state = attached("offer", direction);
        long before = state.counters().packets();
        time.run(List.of(new VirtualTime.Offer(traffic, state)));
        return state.counters().packets() - before;
    }

    /**
     * Sends a train that leaves by a direction's port, and lets time pass until all of it came out or was dropped, and
     * so long.
     *
     * @param settle how long after the last probe something may arrive
     * @throws DataPlaneException if the plane is not attached
     */
    synchronized ProbeTrace probe(Direction direction, ProbeTraffic train, Duration settle) throws DataPlaneException {
        var state = attached("probe", direction);
        var arrivals = new Arrivals();
        long start = time.now();
        state.note(Optional.of(arrivals));
        time.run(List.of(new VirtualTime.Offer(train, state)));
        state.note(Optional.empty());
        var sentAt = train.sentAt();
        long until = start + (sentAt.length == 0 ? 0 : sentAt[sentAt.length - 1]) + settle.toNanos();
        time.pass(until);
        return arrivals.trace(sentAt, start, until);
    }

    private ModelDirection attached(String operation, Direction direction) throws DataPlaneException {
        if (!attached) {
            throw failure(
                    operation,
                    Optional.of(direction),
                    Reason.NO_LIVE_PLANE,
                    "the " + description.name() + " plane is not attached; attach it first");
        }
        return directions.get(direction);
    }

    private static DataPlaneException failure(
            String operation, Optional<Direction> direction, Reason reason, String detail) {
        return new DataPlaneException(operation, direction, reason, detail);
    }
}
