package chaos.gogo;

import chaos.api.calibration.Calibration;
import chaos.api.control.Appliance;
import chaos.api.control.Distributions;
import chaos.api.control.Divergence;
import chaos.api.control.Health;
import chaos.api.control.HealthCheck;
import chaos.api.control.Impairments;
import chaos.api.control.LinkStats;
import chaos.api.control.LinkStatus;
import chaos.api.control.Outcome;
import chaos.api.control.PlaneStatus;
import chaos.api.control.Planes;
import chaos.api.control.Preview;
import chaos.api.control.Request;
import chaos.api.control.Swap;
import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Capability;
import chaos.api.dataplane.CorrelatedPart;
import chaos.api.dataplane.Counters;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.DropCauses;
import chaos.api.dataplane.Layer;
import chaos.api.dataplane.Missing;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.QdiscStats;
import chaos.api.dataplane.ReadBack;
import chaos.api.dataplane.Refusal;
import chaos.api.dataplane.TimeHistogram;
import chaos.api.dataplane.Transition;
import chaos.api.dataplane.Warning;
import chaos.api.event.EventListener;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.link.PciAddress;
import chaos.api.link.Port;
import chaos.api.link.PortName;
import chaos.api.prediction.Traffic;
import chaos.dataplane.tck.FakeCalibration;
import chaos.dataplane.tck.FakePreview;
import chaos.dataplane.tck.FakeTables;
import chaos.dataplane.tck.FakeTimes;
import chaos.gogo.client.LocalDaemon;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** An appliance in memory: what is applied is read back, unless the test says otherwise. Its clock stands still. */
public final class MemoryLink implements Impairments, Planes, Appliance, Health, LocalDaemon.Services {

    private static final Instant NOW = Instant.ofEpochSecond(1_763_718_000, 7);
    private static final PlaneDescription MODEL = new PlaneDescription(new PlaneName("model"), "0.1.0", false);
    private static final PlaneDescription NETLINK = new PlaneDescription(new PlaneName("netlink"), "0.1.0", true);

    private final Map<Direction, Impairment> held = new EnumMap<>(Direction.class);
    private final FakeTables tables = new FakeTables();
    private final FakeCalibration calibration = new FakeCalibration();
    private Optional<DataPlaneException> failure = Optional.empty();
    private List<Divergence> divergences = List.of();
    private List<Warning> warnings = List.of();
    private PlaneDescription plane = NETLINK;
    private boolean readable = true;
    private boolean ordered;

    /** From now on every question about impairments fails like this. */
    public synchronized void fail(Reason reason, String detail) {
        failChanges(reason, detail);
        readable = false;
    }

    /** From now on every change fails like this. */
    public synchronized void failChanges(Reason reason, String detail, Refusal... refusals) {
        failure = Optional.of(
                new DataPlaneException("apply", Optional.of(Direction.PORT1), reason, detail, List.of(refusals)));
    }

    /** From now on the plane holds something else. */
    public synchronized void diverge(Divergence... fields) {
        divergences = List.of(fields);
    }

    /** From now on changes are made in place, and packets in flight keep their order. */
    public synchronized void keepOrder() {
        ordered = true;
    }

    /** From now on people are told this. */
    public synchronized void warn(Warning... about) {
        warnings = List.of(about);
    }

    @Override
    public LinkName link() {
        return LinkName.DEFAULT;
    }

    @Override
    public synchronized Outcome apply(Direction direction, Impairment impairment, Request request)
            throws DataPlaneException {
        refuse();
        var tag = request.expectedTag();
        if (tag.isPresent() && !tag.get().equals(read(direction).tag())) {
            throw new DataPlaneException(
                    "apply", Optional.of(direction), Reason.PRECONDITION_FAILED, "the state has changed since");
        }
        held.put(direction, impairment);
        return outcome(direction, ordered ? Transition.IN_PLACE_IN_ORDER : Transition.REBUILT);
    }

    @Override
    public synchronized Outcome clear(Direction direction, Request request) throws DataPlaneException {
        refuse();
        held.put(direction, Impairment.NONE);
        return outcome(direction, Transition.NONE);
    }

    @Override
    public synchronized Outcome read(Direction direction) throws DataPlaneException {
        if (!readable) {
            refuse();
        }
        return outcome(direction, Transition.NONE);
    }

    @Override
    public synchronized LinkStats stats(Direction direction) throws DataPlaneException {
        if (!readable) {
            refuse();
        }
        var layers = List.of(Layer.of("tbf", "c4a0:0", "root", Map.of("packets", 12L, "drops", 1L)));
        var counters = new Counters(123_456, 12, 3, 4, 0, 1);
        // Port 2 as of a plane that carries the packets itself.
        boolean carries = direction == Direction.PORT2;
        var causes = new DropCauses(1, 2, 0, 0, carries ? OptionalLong.of(5) : OptionalLong.empty());
        var times = carries ? FakeTimes.ofTwelvePackets() : List.<TimeHistogram>of();
        var sample = new QdiscStats(direction, NOW, counters, 100, 1, causes, layers, times);
        return new LinkStats(LinkName.DEFAULT, plane.name(), sample, 9600.4, 12.5);
    }

    @Override
    public synchronized Preview preview(Direction direction, Impairment impairment, Traffic traffic)
            throws DataPlaneException {
        if (!readable) {
            refuse();
        }
        return FakePreview.of(impairment);
    }

    @Override
    public Watch watch(EventListener listener) {
        return () -> {};
    }

    @Override
    public LinkStatus status() {
        var ports = List.of(
                port(Direction.PORT1, "enp4s0", Optional.of(PciAddress.parse("0000:04:00.0"))),
                port(Direction.PORT2, "enp5s0", Optional.empty()));
        return new LinkStatus(
                LinkName.DEFAULT,
                Optional.of(plane.name()),
                LinkStatus.State.LIVE,
                Optional.empty(),
                Optional.empty(),
                ports,
                Optional.of(capabilities()));
    }

    @Override
    public List<PlaneStatus> planes() {
        return List.of(planeStatus(NETLINK, 300), planeStatus(MODEL, 100));
    }

    @Override
    public synchronized Swap use(PlaneName name, boolean force, Request request) throws DataPlaneException {
        var chosen = List.of(NETLINK, MODEL).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DataPlaneException(
                        "use", Optional.empty(), Reason.NO_SUCH_PLANE, "there is no plane " + name));
        if (!chosen.carriesTraffic() && !force) {
            throw new DataPlaneException(
                    "use", Optional.empty(), Reason.NOT_SUPPORTED, "it carries no traffic; force it to use it");
        }
        plane = chosen;
        return new Swap(name, Duration.ofNanos(11_234_567), List.of(Direction.PORT1), List.of("port1:/latency"));
    }

    @Override
    public synchronized Swap useHighestRanking(Request request) {
        plane = NETLINK;
        return new Swap(NETLINK.name(), Duration.ZERO, List.of(), List.of());
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public Instant startedAt() {
        return NOW;
    }

    @Override
    public List<HealthCheck> checks() {
        return List.of(
                new HealthCheck("link default", HealthCheck.Status.OK, "netlink carries"),
                new HealthCheck("offloads", HealthCheck.Status.WARN, "GRO is on; turn it off"));
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public Optional<Appliance> appliance() {
        return Optional.of(this);
    }

    @Override
    public List<Planes> allPlanes() {
        return List.of(this);
    }

    @Override
    public Optional<Impairments> impairments(LinkName link) {
        return Optional.<Impairments>of(this).filter(each -> link.equals(LinkName.DEFAULT));
    }

    @Override
    public Optional<Distributions> distributions() {
        return Optional.of(tables);
    }

    @Override
    public Optional<Calibration> calibration() {
        return Optional.of(calibration);
    }

    /** Its calibration. */
    public FakeCalibration runs() {
        return calibration;
    }

    /** Its tables. */
    public FakeTables tables() {
        return tables;
    }

    @Override
    public Optional<Health> health() {
        return Optional.of(this);
    }

    private void refuse() throws DataPlaneException {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private Outcome outcome(Direction direction, Transition transition) {
        var impairment = held.getOrDefault(direction, Impairment.NONE);
        var unverifiable = impairment.seed().map(seed -> List.of("/seed")).orElse(List.of());
        var readBack = new ReadBack(impairment, NOW, List.of(), unverifiable, warnings);
        return new Outcome(
                LinkName.DEFAULT, direction, plane.name(), impairment, readBack, transition, divergences, warnings);
    }

    private PlaneStatus planeStatus(PlaneDescription which, int ranking) {
        var state = which.equals(plane) ? PlaneStatus.State.LIVE : PlaneStatus.State.READY;
        return new PlaneStatus(which, LinkName.DEFAULT, ranking, state, Optional.empty());
    }

    private static Port port(Direction direction, String name, Optional<PciAddress> address) {
        return new Port(direction, new PortName(name), address, true, 1500, true);
    }

    private static Capabilities capabilities() {
        return new Capabilities(
                NETLINK,
                Set.of(Capability.RATE, Capability.QUEUE, Capability.LATENCY),
                List.of(Distribution.Shape.UNIFORM, Distribution.Shape.NORMAL),
                Set.of(CorrelatedPart.LOSS),
                List.of("/latency/distribution"),
                new TreeMap<>(Map.of("latency_max", 3_600_000_000_000L, Capabilities.BUFFER_FRAMES, 43_562L)),
                List.of(new Missing("netem", "load sch_netem")));
    }
}
