package chaos.dataplane.model;

import chaos.api.calibration.Measurement;
import chaos.api.calibration.MeasurementRequest;
import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.RigDescription;
import chaos.api.calibration.RigException;
import chaos.api.calibration.TrafficRig;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneName;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * Measures the model plane of its link by sending trains through its engine, in virtual time. The same impairment with
 * a seed and the same train give the same trace, bit for bit.
 */
@Component(
        service = TrafficRig.class,
        configurationPid = "chaos.dataplane.model",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ModelRig implements TrafficRig {

    private static final String NAME = "model";

    private final ModelDataPlane plane;
    private final LinkName link;
    private final Clock clock;

    /** Its configuration, which is the plane's; {@code plane.target} says which plane is that of the link. */
    public @interface Config {

        /** The link that it measures. */
        String chaos_link() default "default";
    }

    /** The rig of a plane. */
    @Activate
    public ModelRig(@Reference(name = "plane") ModelDataPlane plane, Config config) {
        this(plane, new LinkName(config.chaos_link()), Clock.systemUTC());
    }

    ModelRig(ModelDataPlane plane, LinkName link, Clock clock) {
        this.plane = plane;
        this.link = link;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean measures(PlaneName name) {
        return plane.describe().name().equals(name);
    }

    @Override
    public RigDescription describe(LinkName name) throws RigException {
        requireOwn(name);
        return new RigDescription(
                NAME,
                false,
                Map.of(
                        "clock",
                        "virtual, in nanoseconds",
                        "spacing of probes",
                        "constant; from 1,000,000,000 a second on back to back at " + ProbeTraffic.LINE_RATE
                                + " Gbit/s"),
                List.of("virtual time: it proves the harness and the model, and says nothing about accuracy"));
    }

    private void requireOwn(LinkName name) throws RigException {
        if (!name.equals(link)) {
            throw new RigException("this model rig measures link " + link + ", not " + name);
        }
    }

    @Override
    public Measurement measureFloor(ProbeTrain train, Duration settle) throws RigException, InterruptedException {
        var startedAt = clock.instant();
        var traffic = ProbeTraffic.of(train);
        while (traffic.next()) {
            stopIfInterrupted();
        }
        stopIfInterrupted();
        var times = traffic.sentAt();
        var probes = IntStream.range(0, times.length).toArray();
        var trace = new ProbeTrace(times, probes, times, new boolean[times.length]);
        return new Measurement(startedAt, trace, List.of());
    }

    @Override
    public Measurement measure(MeasurementRequest request) throws RigException, InterruptedException {
        requireOwn(request.link());
        stopIfInterrupted();
        var startedAt = clock.instant();
        var traffic = ProbeTraffic.of(request.train());
        var trace = send(request.direction(), traffic, request.settle());
        stopIfInterrupted();
        return new Measurement(startedAt, trace, List.of());
    }

    private ProbeTrace send(Direction direction, ProbeTraffic traffic, Duration settle) throws RigException {
        try {
            return plane.probe(direction, traffic, settle);
        } catch (DataPlaneException e) {
            throw new RigException(
                    "the model plane does not serve link " + link + " now; choose it with: chaos use model", e);
        }
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the train was interrupted");
        }
    }
}
