package chaos.dataplane.netlink;

import chaos.api.dataplane.Applied;
import chaos.api.dataplane.Attachment;
import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.PlaneWatcher;
import chaos.api.dataplane.QdiscStats;
import chaos.api.dataplane.ReadBack;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.Port;
import chaos.distribution.LatencyTable;
import chaos.distribution.LatencyTables;
import chaos.linux.ports.LinkHold;
import chaos.linux.ports.PortSetup;
import chaos.linux.ports.PortSetup.Joining;
import chaos.linux.ports.Ports;
import chaos.linux.ports.SeenPorts;
import chaos.linux.ports.TakenPorts;
import chaos.linux.ports.Trouble;
import chaos.linux.ports.WatchedLink;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import chaos.linux.wire.Notices;
import chaos.linux.wire.SocketNotices;
import chaos.linux.wire.SocketTransport;
import chaos.linux.wire.Transport;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Linux kernel as a data plane: tbf, netem and fifos on two bridged ports, through rtnetlink. */
@Component(
        service = DataPlane.class,
        configurationPid = "chaos.dataplane.netlink",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = NetlinkDataPlane.Config.class, factory = true)
public final class NetlinkDataPlane implements DataPlane {

    private static final Logger LOG = LoggerFactory.getLogger(NetlinkDataPlane.class);

    private static final LatencyTables ANY_TABLE = name -> LatencyTable.of(Distribution.Shape.UNIFORM);

    private final NetlinkSettings settings;
    private final PlaneDescription description;
    private final Transport transport;
    private final Transport generic;
    private final PortSetup setup;
    private final SeenPorts seen;
    private final Conversation kernel;
    private final KernelAbilities abilities;
    private final KeptTables tables;
    private final Clock clock;
    private final Notices.Source notices;
    private final WatchedLink watched;
    private final Map<Direction, Integer> mtus = new ConcurrentHashMap<>();
    private final LinkHold<HeldLink> hold;

    /** Its configuration; every name is a service property too, where control looks for the link and the ranking. */
    @ObjectClassDefinition(name = "CHAOS netlink data plane", description = "impairs two ports in the Linux kernel")
    public @interface Config {

        /** The link that it is a plane of. */
        @AttributeDefinition(name = "Link")
        String chaos_link() default "default";

        /** Its name on that link. */
        @AttributeDefinition(name = "Plane")
        String chaos_plane() default "netlink";

        /** Above every other plane. */
        @AttributeDefinition(name = "Ranking")
        int service_ranking() default 300;

        /** The interface that direction port1 leaves by. */
        @AttributeDefinition(name = "Port 1", description = "the interface with the lower PCI address")
        String port1();

        /** The interface that direction port2 leaves by. */
        @AttributeDefinition(name = "Port 2", description = "the interface with the higher PCI address")
        String port2();

        /** Where both are. */
        @AttributeDefinition(name = "Network namespace", description = "name or absolute path; empty: the daemon's")
        String netns() default "";

        /** Whether ports may be lifted out of somebody else's bridge. */
        @AttributeDefinition(name = "Take over", description = "lift ports out of a bridge that is not ours")
        boolean take_over() default false;

        /** How long the kernel may take to answer. */
        @AttributeDefinition(name = "Reply timeout", description = "milliseconds", min = "1")
        int reply_timeout_ms() default 1000;

        /** Where the tables of distributions are kept. */
        @AttributeDefinition(name = "State directory", description = "absolute path; empty: no named tables")
        String state_dir() default "";
    }

    /** A plane as configured; touches nothing. */
    @Activate
    public NetlinkDataPlane(BundleContext context, Config config) {
        this(
                NetlinkSettings.of(config),
                new PlaneDescription(
                        new PlaneName(config.chaos_plane()),
                        context.getBundle().getVersion().toString(),
                        true));
    }

    /** A plane outside a framework. */
    public NetlinkDataPlane(NetlinkSettings settings, PlaneDescription description) {
        this(
                settings,
                description,
                new SocketTransport(settings.ports().namespace()),
                SocketTransport.generic(settings.ports().namespace()),
                SocketNotices.of(settings.ports().namespace(), SocketNotices.USUAL_BUFFER),
                Clock.systemUTC());
    }

    NetlinkDataPlane(
            NetlinkSettings settings,
            PlaneDescription description,
            Transport transport,
            Transport generic,
            Notices.Source notices,
            Clock clock) {
        this.generic = generic;
        this.setup = PortSetup.of(
                settings.ports().namespace(),
                new Conversation(generic, settings.ports().replyTimeout()),
                Joining.FORWARDED);
        this.notices = notices;
        this.settings = settings;
        this.description = description;
        this.transport = transport;
        this.kernel = new Conversation(transport, settings.ports().replyTimeout());
        this.abilities =
                new KernelAbilities(description, kernel, settings.ports().replyTimeout(), settings.tables());
        this.tables = new KeptTables(settings.tables());
        this.clock = clock;
        this.hold = new LinkHold<>(settings.ports(), this::take);
        this.seen = new SeenPorts(kernel, setup, settings.ports());
        this.watched = new WatchedLink(this, () -> held().map(HeldLink::ports), seen, transport);
    }

    @Override
    public PlaneDescription describe() {
        return description;
    }

    @Override
    public Capabilities capabilities() {
        return abilities.advertised();
    }

    @Override
    public List<Port> ports() {
        return seen.ports();
    }

    @Override
    public Plan plan(Direction direction, Impairment impairment) {
        return NetlinkPlans.plan(impairment, abilities.known(), tables.of(direction), mtu(direction))
                .plan();
    }

    /** The MTU as it is now; of a port that cannot be seen the last one, or the usual one. */
    private int mtu(Direction direction) {
        seen.find(direction).ifPresent(device -> mtus.put(direction, device.mtu()));
        return mtus.getOrDefault(direction, Ports.USUAL_MTU);
    }

    /** The MTU as it was at the last plan, so that what was planned is what is applied. */
    private int knownMtu(Direction direction) {
        var known = mtus.get(direction);
        return known != null ? known : mtu(direction);
    }

    @Override
    public void foresee() throws DataPlaneException {
        TakenPorts.foresee(kernel, setup, settings.ports());
    }

    @Override
    public synchronized Attachment attach() throws DataPlaneException {
        var attachment = attachClosed();
        hold.openOrRelease();
        return attachment;
    }

    @Override
    public synchronized void open() throws DataPlaneException {
        hold.require(Trouble.at("attach")).open();
    }

    @Override
    public synchronized Attachment attachClosed() throws DataPlaneException {
        abilities.requireUsable();
        var link = hold.take();
        mtus.clear();
        LOG.info(
                "link={} plane={} state=attached {}",
                settings.ports().link(),
                description.name(),
                settings.ports().ports());
        return new Attachment(link.warnings());
    }

    private HeldLink take() throws DataPlaneException {
        generic.leave(); // what is open may be in a namespace that is gone, and keep it
        try {
            return HeldLink.take(kernel, setup, settings, clock);
        } finally {
            watched.begin(); // what was done, or done and undone, is nobody else's doing
        }
    }

    @Override
    public Watch watch(PlaneWatcher watcher) {
        return watched.watch(notices, watcher);
    }

    private synchronized Optional<HeldLink> held() {
        return hold.held();
    }

    @Override
    public synchronized void detach() throws DataPlaneException {
        if (!hold.isAny()) {
            return;
        }
        tables.detached(hold.hasLost());
        boolean held = hold.held().isPresent();
        var left = hold.release();
        watched.begin();
        generic.leave();
        transport.leave();
        if (!held) {
            return;
        }
        LOG.info(
                "link={} plane={} state=detached {}",
                settings.ports().link(),
                description.name(),
                settings.ports().ports());
        Trouble.at("detach").unlessUndone(left);
    }

    /** Gives back what is held when the bundle or the component stops. */
    @Deactivate
    public void stop() {
        try {
            detach();
        } catch (DataPlaneException e) {
            LOG.error("link={} plane={} {}", settings.ports().link(), description.name(), e.getMessage());
        }
        watched.end();
        generic.close();
        transport.close();
    }

    @Override
    public synchronized Applied apply(Direction direction, Impairment impairment) throws DataPlaneException {
        var trouble = Trouble.at("apply", direction);
        hold.require(trouble);
        var planned = NetlinkPlans.plan(impairment, abilities.known(), tables.of(direction), knownMtu(direction));
        if (!planned.refusals().isEmpty()) {
            throw trouble.because(planned.refusals());
        }
        var held = on(trouble, qdiscs -> qdiscs.hold(planned.tree()));
        programmed(direction, planned.canonical(), planned.table());
        var readBack = held.shown()
                .map(shown -> TreeReading.of(shown, planned.canonical(), clock.instant()))
                .map(read -> withWhatIsAround(direction, read));
        return new Applied(planned.canonical(), held.transition(), planned.warnings(), readBack);
    }

    @Override
    public synchronized Applied clear(Direction direction) throws DataPlaneException {
        var held = on(Trouble.at("clear", direction), qdiscs -> qdiscs.hold(QdiscTree.EMPTY));
        programmed(direction, Impairment.NONE, Optional.empty());
        return new Applied(Impairment.NONE, held.transition(), List.of());
    }

    private void programmed(Direction direction, Impairment canonical, Optional<LatencyTable> table) {
        tables.programmed(direction, canonical, table);
        hold.held().ifPresent(link -> link.ports().setAnew(direction));
    }

    @Override
    public synchronized ReadBack read(Direction direction, Optional<Impairment> hint) throws DataPlaneException {
        // What is programmed stays, whatever became of the file of its table.
        var words = hint.flatMap(
                        asked -> NetlinkPlans.canonical(asked, abilities.known(), ANY_TABLE, knownMtu(direction)))
                .orElse(Impairment.NONE);
        return withWhatIsAround(direction, on(Trouble.at("read", direction), qdiscs -> qdiscs.read(words)));
    }

    private ReadBack withWhatIsAround(Direction direction, ReadBack read) {
        var warnings = new ArrayList<>(read.warnings());
        hold.held().flatMap(link -> link.superPackets(direction)).ifPresent(warnings::add);
        var doubt = hold.held().flatMap(link -> link.doubt(direction));
        doubt.ifPresent(warnings::add);
        var unasked = new ArrayList<>(read.unasked());
        doubt.ifPresent(unasked::add);
        return new ReadBack(read.impairment(), read.readAt(), read.layers(), read.unverifiable(), warnings, unasked);
    }

    @Override
    public synchronized QdiscStats stats(Direction direction) throws DataPlaneException {
        return on(Trouble.at("stats", direction), PortQdiscs::stats);
    }

    /** What is done with the qdiscs of one port. */
    @FunctionalInterface
    private interface Operation<T> {

        T on(PortQdiscs qdiscs) throws NetlinkException, DataPlaneException;
    }

    private <T> T on(Trouble trouble, Operation<T> operation) throws DataPlaneException {
        try {
            return once(trouble, operation);
        } catch (DataPlaneException e) {
            if (e.reason() != DataPlaneException.Reason.NO_SUCH_PORT || ports().isEmpty()) {
                throw e;
            }
        }
        hold.lose(); // both names are there: a port came back as another interface
        return once(trouble, operation);
    }

    private <T> T once(Trouble trouble, Operation<T> operation) throws DataPlaneException {
        var link = hold.current(trouble);
        try {
            return operation.on(link.qdiscs(trouble.direction().orElseThrow()));
        } catch (NetlinkException e) {
            throw trouble.from(e);
        }
    }
}
