package chaos.control;

import chaos.api.control.Outcome;
import chaos.api.control.Request;
import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.PlaneName;
import chaos.api.event.ChaosEvent;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.RateLimit;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.unit.BitRate;
import chaos.dataplane.tck.FakePlane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Constants;

/** One link under virtual time, with planes that come and go as the framework would bring and take them. */
final class Bench implements AutoCloseable {

    static final Impairment LATENCY = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(40)));
    static final Impairment RATE = Impairment.NONE.withRate(RateLimit.of(BitRate.parse("10mbit")));
    static final Impairment BOTH = LATENCY.withRate(RateLimit.of(BitRate.parse("10mbit")));
    static final Request TEST = Request.by("test");

    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration IMPATIENT = Duration.ofMillis(200);

    private final FakePlane.Wire wire = new FakePlane.Wire();
    private final VirtualTimer timer = new VirtualTimer();
    private final List<ChaosEvent> events = new CopyOnWriteArrayList<>();
    private final LinkControl control;
    private long serviceIds;

    Bench() {
        this("", false);
    }

    Bench(String plane, boolean realPorts) {
        this(plane, realPorts, PATIENT);
    }

    private Bench(String plane, boolean realPorts, Duration patience) {
        var settings = new LinkControl.Settings(
                LinkName.DEFAULT,
                Optional.of(plane).filter(name -> !name.isEmpty()).map(PlaneName::new),
                realPorts);
        var bus = new EventBus(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), new SameThread());
        control = new LinkControl(settings, bus, new LinkGate(patience, patience), timer);
        control.watch(events::add);
    }

    /** A link that has started with nothing there; nobody tires of waiting for it, however slow the machine is. */
    static Bench started() {
        return new Bench().start();
    }

    /** The same, where clients and services tire of waiting soon. */
    static Bench impatient() {
        return new Bench("", false, IMPATIENT).start();
    }

    private Bench start() {
        control.start();
        return this;
    }

    LinkControl control() {
        return control;
    }

    VirtualTimer timer() {
        return timer;
    }

    FakePlane plane(String name) {
        return new FakePlane(name, true, wire);
    }

    FakePlane idlePlane(String name) {
        return new FakePlane(name, false, wire);
    }

    FakePlane.Wire wire() {
        return wire;
    }

    FakePlane comes(FakePlane plane, int ranking) {
        serviceIds++;
        control.bindPlane(
                plane,
                Map.of(
                        DataPlane.LINK,
                        "default",
                        Constants.SERVICE_RANKING,
                        ranking,
                        Constants.SERVICE_ID,
                        serviceIds));
        return plane;
    }

    void goes(FakePlane plane) {
        control.unbindPlane(plane);
    }

    Outcome apply(Direction direction, Impairment impairment) throws DataPlaneException {
        return control.apply(direction, impairment, TEST);
    }

    Outcome read(Direction direction) throws DataPlaneException {
        return control.read(direction);
    }

    String live() {
        return control.status().plane().map(PlaneName::value).orElse("none");
    }

    /** The events so far, each as its kind and what it is about. */
    List<String> events() {
        return events.stream().map(event -> event.match(new Kinds())).toList();
    }

    List<String> details() {
        return events.stream().map(ChaosEvent::detail).toList();
    }

    private static final class Kinds implements ChaosEvent.Cases<String> {

        @Override
        public String impairmentChanged(ChaosEvent.ImpairmentChanged event) {
            return event.kind().word() + " " + event.direction();
        }

        @Override
        public String planeChanged(ChaosEvent.PlaneChanged event) {
            return event.kind().word() + " " + event.plane();
        }
    }

    @Override
    public void close() {
        control.stop();
    }
}
