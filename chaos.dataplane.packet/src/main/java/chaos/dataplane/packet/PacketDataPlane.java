package chaos.dataplane.packet;

import chaos.api.dataplane.Applied;
import chaos.api.dataplane.Attachment;
import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.PlaneNotice;
import chaos.api.dataplane.PlaneWatcher;
import chaos.api.dataplane.QdiscStats;
import chaos.api.dataplane.ReadBack;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.Port;
import chaos.engine.EnginePlans;
import chaos.linux.LinuxException;
import chaos.linux.ports.LinkHold;
import chaos.linux.ports.PortSetup;
import chaos.linux.ports.PortSetup.Joining;
import chaos.linux.ports.Ports;
import chaos.linux.ports.SeenPorts;
import chaos.linux.ports.TakenPorts;
import chaos.linux.ports.Trouble;
import chaos.linux.ports.WatchedLink;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.SocketNotices;
import chaos.linux.wire.SocketTransport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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

/** This process as a data plane: it carries the packets between two ports itself, in real time, on any Linux kernel. */
@Component(
        service = DataPlane.class,
        configurationPid = "chaos.dataplane.packet",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = PacketDataPlane.Config.class, factory = true)
public final class PacketDataPlane implements DataPlane {

    private static final Logger LOG = LoggerFactory.getLogger(PacketDataPlane.class);

    private static final double MILLI = 1e6;

    private final PacketSettings settings;
    private final PlaneDescription description;
    private final SocketTransport transport;
    private final SocketTransport generic;
    private final Conversation kernel;
    private final PortSetup setup;
    private final SeenPorts seen;
    private final WatchedLink watched;
    private final Clock clock = Clock.systemUTC();
    private final Map<Direction, Integer> mtus = new ConcurrentHashMap<>();
    private volatile int widest = Ports.USUAL_MTU;
    private volatile Optional<PlaneWatcher> watcher = Optional.empty();
    private final LinkHold<PacketLink> hold;

    /** Its configuration; every name is a service property too, where control looks for the link and the ranking. */
    @ObjectClassDefinition(name = "CHAOS packet data plane", description = "impairs packets that it carries itself")
    public @interface Config {

        /** The link that it is a plane of. */
        @AttributeDefinition(name = "Link")
        String chaos_link() default "default";

        /** Its name on that link. */
        @AttributeDefinition(name = "Plane")
        String chaos_plane() default "packet";

        /** Below the kernel's plane, which carries more. */
        @AttributeDefinition(name = "Ranking")
        int service_ranking() default 200;

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

        /** Room for the frames in flight of one direction. */
        @AttributeDefinition(name = "Buffer", description = "bytes for the frames in flight of one direction")
        long buffer_bytes() default PacketSettings.USUAL_BUFFER;

        /** How late packets may be: told where 3 packets and 1 % of all are later, or one is by 10 times that. */
        @AttributeDefinition(name = "Late bound", description = "microseconds", min = "1")
        int late_bound_us() default 1000;

        /** Where the tables of distributions are kept. */
        @AttributeDefinition(name = "State directory", description = "absolute path; empty: no named tables")
        String state_dir() default "";
    }

    /** A plane as configured; touches nothing. */
    @Activate
    public PacketDataPlane(BundleContext context, Config config) {
        this(
                PacketSettings.of(config),
                new PlaneDescription(
                        new PlaneName(config.chaos_plane()),
                        context.getBundle().getVersion().toString(),
                        true));
    }

    /** A plane outside a framework. */
    public PacketDataPlane(PacketSettings settings, PlaneDescription description) {
        var namespace = settings.ports().namespace();
        this.settings = settings;
        this.description = description;
        this.transport = new SocketTransport(namespace);
        this.generic = SocketTransport.generic(namespace);
        this.kernel = new Conversation(transport, settings.ports().replyTimeout());
        this.setup = PortSetup.of(
                namespace, new Conversation(generic, settings.ports().replyTimeout()), Joining.KEPT_APART);
        this.seen = new SeenPorts(kernel, setup, settings.ports());
        this.hold = new LinkHold<>(settings.ports(), this::take);
        this.watched = new WatchedLink(this, () -> held().map(PacketLink::ports), seen, transport);
    }

    @Override
    public PlaneDescription describe() {
        return description;
    }

    @Override
    public Capabilities capabilities() {
        return EnginePlans.capabilities(description, settings.tables(), settings.room(widest));
    }

    @Override
    public List<Port> ports() {
        return seen.ports();
    }

    @Override
    public Plan plan(Direction direction, Impairment impairment) {
        seen.find(direction).ifPresent(device -> mtus.put(direction, device.mtu()));
        return planned(direction, impairment).plan();
    }

    /** With the MTU as it was when it was last looked at, so that what was planned is what is applied. */
    private EnginePlans.Planned planned(Direction direction, Impairment impairment) {
        int mtu = mtus.getOrDefault(direction, Ports.USUAL_MTU);
        return Passage.PLANS.plan(impairment, settings.tables(), mtu);
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
        var link = hold.take();
        log("attached");
        return new Attachment(link.ports().warnings());
    }

    private PacketLink take() throws DataPlaneException {
        generic.leave(); // what is open may be in a namespace that is gone, and keep it
        PacketLink link;
        try {
            link = PacketLink.take(kernel, setup, settings, new Told());
        } finally {
            watched.begin(); // what was done, or done and undone, is nobody else's doing
        }
        for (var direction : Direction.values()) {
            mtus.put(direction, link.ports().port(direction).mtu());
        }
        widest = link.mtu();
        return link;
    }

    private void log(String state) {
        var ports = settings.ports();
        LOG.info("link={} plane={} state={} {}", ports.link(), description.name(), state, ports.ports());
    }

    /** Tells the watcher what happens to the threads that carry the packets. */
    private final class Told implements PacketLink.Listener {

        @Override
        public void late(Direction direction, long packets, long most) {
            tell(
                    PlaneNotice.Kind.LATE,
                    direction,
                    String.format(
                            Locale.ROOT,
                            "%s: packets left later than they were due, the latest of %d by %.1f ms: the processor is"
                                    + " busy",
                            direction.word(),
                            packets,
                            most / MILLI),
                    Duration.ofNanos(most));
        }

        @Override
        public void ended(Direction direction, Throwable cause) {
            tell(
                    PlaneNotice.Kind.STATE,
                    direction,
                    direction.word() + ": nothing passes any more; the log says why",
                    Duration.ZERO);
        }

        private void tell(PlaneNotice.Kind kind, Direction direction, String text, Duration late) {
            watcher.ifPresent(told -> told.noticed(new PlaneNotice(kind, Optional.of(direction), text, late)));
        }
    }

    @Override
    public Watch watch(PlaneWatcher told) {
        var notices = SocketNotices.of(settings.ports().namespace(), SocketNotices.USUAL_BUFFER);
        var ports = watched.watch(notices, notice -> {
            if (notice.kind() != PlaneNotice.Kind.STATE) {
                lookForPartners();
            }
            told.noticed(notice);
        });
        watcher = Optional.of(told);
        return () -> {
            if (watcher.filter(now -> now == told).isPresent()) {
                watcher = Optional.empty();
            }
            ports.close();
        };
    }

    private synchronized void lookForPartners() {
        hold.held().ifPresent(PacketLink::lookForPartners);
    }

    private synchronized Optional<PacketLink> held() {
        return hold.held();
    }

    @Override
    public synchronized void detach() throws DataPlaneException {
        boolean held = hold.held().isPresent();
        var left = hold.release();
        if (!held) {
            return;
        }
        watched.begin();
        generic.leave();
        transport.leave();
        log("detached");
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
        var link = link(trouble);
        var planned = planned(direction, impairment);
        var plan = planned.plan();
        if (!plan.isHoldable()) {
            throw trouble.because(plan.refusals());
        }
        return applied(plan, link.hold(direction, plan.canonical(), planned.table()));
    }

    @Override
    public synchronized Applied clear(Direction direction) throws DataPlaneException {
        var link = link(Trouble.at("clear", direction));
        var plan = new Plan(Impairment.NONE, List.of(), List.of(), List.of());
        return applied(plan, link.hold(direction, Impairment.NONE, Optional.empty()));
    }

    private static Applied applied(Plan plan, boolean changed) {
        var transition = changed ? Transition.IN_PLACE_IN_ORDER : Transition.NONE;
        return new Applied(plan.canonical(), transition, plan.warnings());
    }

    @Override
    public synchronized ReadBack read(Direction direction, Optional<Impairment> hint) throws DataPlaneException {
        var way = link(Trouble.at("read", direction)).way(direction);
        return way.read(forwarder -> Remarks.readBack(forwarder, direction, clock.instant()));
    }

    @Override
    public synchronized QdiscStats stats(Direction direction) throws DataPlaneException {
        var way = link(Trouble.at("stats", direction)).way(direction);
        return way.read(forwarder -> Account.of(forwarder, direction, clock.instant()));
    }

    /** The link, taken again where a port or the namespace of both was made anew, with what was on it. */
    private PacketLink link(Trouble trouble) throws DataPlaneException {
        var held = hold.held();
        long began = System.nanoTime();
        boolean widened = false;
        if (held.isPresent() && !held.get().ports().hasLostNamespace()) {
            if (!held.get().isWhole(trouble)) {
                hold.lose();
            } else if (!held.get().fits()) {
                widened = widen(held.get());
            }
        }
        var now = hold.current(trouble);
        if (widened) {
            tellInterrupted("a port takes longer frames now", began);
        } else if (held.filter(before -> before != now).isPresent()) {
            tellInterrupted("a port is another interface now, and was taken with its state", began);
        }
        return now;
    }

    private boolean widen(PacketLink link) {
        try {
            link.widen();
            widest = link.mtu();
            return true;
        } catch (LinuxException | IllegalArgumentException e) {
            hold.lose(); // to take it anew will tell what is in the way
            return false;
        }
    }

    private void tellInterrupted(String why, long began) {
        var text = String.format(
                Locale.ROOT,
                "%s: what was in flight is lost and counted, what came within %.1f ms may be lost uncounted",
                why,
                (System.nanoTime() - began) / MILLI);
        watcher.ifPresent(told -> told.noticed(new PlaneNotice(PlaneNotice.Kind.PORTS, Optional.empty(), text)));
    }
}
