package chaos.rig.wire;

import chaos.api.calibration.Measurement;
import chaos.api.calibration.MeasurementRequest;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.RigDescription;
import chaos.api.calibration.RigException;
import chaos.api.calibration.TrafficRig;
import chaos.api.dataplane.PlaneName;
import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.linux.LinuxException;
import chaos.linux.ports.PortSettings;
import chaos.linux.traffic.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Measures a link whose two ports are veth interfaces, from the far end of one to the far end of the other. What it
 * opens for a train it gives back when the train is over.
 */
@Component(
        service = TrafficRig.class,
        configurationPid = "chaos.rig.wire",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WireRig.Config.class, factory = true)
public final class WireRig implements TrafficRig {

    private static final String NAME = "wire";
    private static final String MODEL = "model";
    /** The compiler needs to have seen the sender and the receiver at work. */
    private static final ProbeTrain WARM_UP = new ProbeTrain(8000, 60, 20_000, 0);

    private static final Duration WARM_UP_SETTLE = Duration.ofMillis(20);

    private final PortSettings ports;
    private final FarEnds farEnds;
    private final ReentrantLock one = new ReentrantLock();
    private boolean warm;

    /** Its configuration; every name is a service property too. */
    @ObjectClassDefinition(name = "CHAOS wire rig", description = "measures a link between two network namespaces")
    public @interface Config {

        /** The link that it measures. */
        @AttributeDefinition(name = "Link")
        String chaos_link() default "default";

        /** The interface that direction port1 leaves by. */
        @AttributeDefinition(name = "Port 1", description = "as of the link's planes")
        String port1();

        /** The interface that direction port2 leaves by. */
        @AttributeDefinition(name = "Port 2", description = "as of the link's planes")
        String port2();

        /** Where both are. */
        @AttributeDefinition(name = "Network namespace", description = "name or absolute path; empty: the daemon's")
        String netns() default "";

        /** How long the kernel may take to answer. */
        @AttributeDefinition(name = "Reply timeout", description = "milliseconds", min = "1")
        int reply_timeout_ms() default 1000;
    }

    /** A rig as configured; touches nothing. */
    @Activate
    public WireRig(Config config) {
        this(new PortSettings(
                new LinkName(config.chaos_link()),
                new PortName(config.port1()),
                new PortName(config.port2()),
                PortSettings.namespace(config.netns()),
                false,
                Duration.ofMillis(config.reply_timeout_ms())));
    }

    /** A rig outside a framework. */
    public WireRig(PortSettings ports) {
        this.ports = ports;
        this.farEnds = new FarEnds(ports);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean measures(PlaneName plane) {
        return !plane.value().equals(MODEL); // every other one carries packets
    }

    @Override
    public RigDescription describe(LinkName link) throws RigException {
        requireOwn(link);
        Privileges.require();
        return new RigDescription(NAME, true, Facts.of(farEnds.find(), ports.replyTimeout()), Facts.limits());
    }

    private void requireOwn(LinkName link) throws RigException {
        if (!link.equals(ports.link())) {
            throw new RigException("this wire rig measures link " + ports.link() + ", not " + link);
        }
    }

    @Override
    public Measurement measureFloor(ProbeTrain train, Duration settle) throws RigException, InterruptedException {
        requireSize(train);
        Privileges.require();
        one.lockInterruptibly();
        try {
            warmUp();
            return floor(train, settle);
        } finally {
            one.unlock();
        }
    }

    private Measurement floor(ProbeTrain train, Duration settle) throws RigException, InterruptedException {
        try (var path = FloorPath.make(train.bytes(), ports.replyTimeout())) {
            var condition = new Condition(List.of(path.from(), path.to()), ports.replyTimeout());
            return send(train, settle, new Lane(path.from(), path.to(), condition));
        }
    }

    private void warmUp() throws RigException, InterruptedException {
        if (!warm) {
            floor(WARM_UP, WARM_UP_SETTLE);
            warm = true;
        }
    }

    @Override
    public Measurement measure(MeasurementRequest request) throws RigException, InterruptedException {
        requireOwn(request.link());
        requireSize(request.train());
        Privileges.require();
        one.lockInterruptibly();
        try {
            warmUp();
            var path = farEnds.find();
            requireRoom(request.train(), path);
            var condition = new Condition(path.ends(), ports.replyTimeout());
            var direction = request.direction();
            return send(
                    request.train(), request.settle(), new Lane(path.in(direction), path.out(direction), condition));
        } finally {
            one.unlock();
        }
    }

    private static void requireSize(ProbeTrain train) throws RigException {
        if (train.count() > Wire.MAX_PROBES) {
            throw new RigException("the wire rig sends at most " + Wire.MAX_PROBES
                    + " probes in a train, was asked for " + train.count() + "; send several trains");
        }
    }

    private static void requireRoom(ProbeTrain train, ProbePath path) throws RigException {
        if (train.bytes() > path.longestFrame()) {
            throw new RigException(
                    "probes of " + train.bytes() + " bytes do not fit: the MTUs of ports and far ends allow "
                            + path.longestFrame() + "; take shorter ones");
        }
    }

    /** From where to where, and how all was before. */
    private record Lane(End from, End to, Condition before) {}

    private static Measurement send(ProbeTrain train, Duration settle, Lane lane)
            throws RigException, InterruptedException {
        long thrownAway = Backlog.thrownAway();
        try {
            var passage = new Wire(lane.from().station(), lane.to().station()).send(train, settle);
            var disturbances = new ArrayList<>(Disturbances.of(
                    train, passage, lane.before().counted(lane.from()), Backlog.thrownAway() - thrownAway));
            disturbances.addAll(lane.before().changes());
            return new Measurement(passage.startedAt(), passage.trace(), disturbances);
        } catch (LinuxException e) {
            var happened = lane.before().changes();
            throw new RigException(
                    happened.isEmpty()
                            ? "probes cannot be sent from " + lane.from().place() + ": " + e.getMessage()
                            : String.join("; ", happened),
                    e);
        }
    }
}
