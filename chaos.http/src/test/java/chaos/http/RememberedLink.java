package chaos.http;

import chaos.api.control.Divergence;
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
import chaos.api.dataplane.Transition;
import chaos.api.dataplane.Warning;
import chaos.api.event.EventListener;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.FieldValue;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.api.link.PciAddress;
import chaos.api.link.Port;
import chaos.api.link.PortName;
import chaos.api.prediction.Traffic;
import chaos.dataplane.tck.FakePreview;
import chaos.dataplane.tck.FakeTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** A link in memory: what is applied is read back, unless the test says otherwise. */
final class RememberedLink implements Impairments, Planes {

    static final PlaneName NETLINK = new PlaneName("netlink");
    static final Instant NOW = Instant.ofEpochSecond(1_763_718_000, 7);

    private final LinkName name;
    private final Map<Direction, Impairment> held = new EnumMap<>(Direction.class);
    private Optional<DataPlaneException> failure = Optional.empty();
    private Optional<RuntimeException> fault = Optional.empty();
    private List<Divergence> divergences = List.of();
    private PlaneName plane = NETLINK;
    private int changes;
    private Runnable beforeApply = () -> {};

    RememberedLink(String name) {
        this.name = new LinkName(name);
        held.put(Direction.PORT1, Impairment.NONE);
        held.put(Direction.PORT2, Impairment.NONE);
    }

    /** From now on every call fails like this. */
    synchronized void fail(Reason reason, String detail) {
        failure = Optional.of(new DataPlaneException("apply", Optional.of(Direction.PORT1), reason, detail));
    }

    synchronized void fail(DataPlaneException reason) {
        failure = Optional.of(reason);
    }

    /** From now on every change waits for this. */
    synchronized void beforeApply(Runnable wait) {
        beforeApply = wait;
    }

    synchronized void breakDown(RuntimeException bug) {
        fault = Optional.of(bug);
    }

    synchronized void work() {
        failure = Optional.empty();
        fault = Optional.empty();
        divergences = List.of();
    }

    synchronized void diverge(String field, long requested, long observed) {
        divergences = List.of(new Divergence(
                field, Optional.of(new FieldValue.Whole(requested)), Optional.of(new FieldValue.Whole(observed))));
    }

    synchronized int changes() {
        return changes;
    }

    synchronized Impairment held(Direction direction) {
        return held.get(direction);
    }

    @Override
    public LinkName link() {
        return name;
    }

    @Override
    public synchronized Outcome apply(Direction direction, Impairment impairment, Request request)
            throws DataPlaneException {
        beforeApply.run();
        refuse();
        var expected = request.expectedTag();
        if (expected.isPresent() && !expected.get().equals(outcome(direction).tag())) {
            throw new DataPlaneException(
                    "apply", Optional.of(direction), Reason.PRECONDITION_FAILED, "the state has changed since");
        }
        held.put(direction, impairment);
        changes++;
        return outcome(direction);
    }

    @Override
    public Outcome clear(Direction direction, Request request) throws DataPlaneException {
        return apply(direction, Impairment.NONE, request);
    }

    @Override
    public synchronized Outcome read(Direction direction) throws DataPlaneException {
        refuse();
        return outcome(direction);
    }

    @Override
    public synchronized LinkStats stats(Direction direction) throws DataPlaneException {
        refuse();
        var layers = List.of(
                Layer.of("tbf", "c4a:0", "root", Map.of("packets", 12L)),
                Layer.of("netem", "c4b:0", "c4a:1", Map.of("packets", 12L)));
        var sample = new QdiscStats(
                direction,
                NOW,
                new Counters(1200, 12, 3, 4, 0, 1),
                100,
                1,
                new DropCauses(1, 2, 0, 0, OptionalLong.of(5)),
                layers,
                FakeTimes.ofTwelvePackets());
        return new LinkStats(name, plane, sample, 9600.0, 12.5);
    }

    @Override
    public synchronized Preview preview(Direction direction, Impairment impairment, Traffic traffic)
            throws DataPlaneException {
        refuse();
        return FakePreview.of(impairment);
    }

    @Override
    public Watch watch(EventListener listener) {
        return () -> {};
    }

    @Override
    public synchronized LinkStatus status() {
        var live = failure.isEmpty();
        return new LinkStatus(
                name,
                Optional.of(plane),
                live ? LinkStatus.State.LIVE : LinkStatus.State.FAILED,
                failure.map(DataPlaneException::detail),
                failure.map(DataPlaneException::reason),
                List.of(
                        new Port(
                                Direction.PORT1,
                                new PortName("enp4s0"),
                                Optional.of(PciAddress.parse("0000:04:00.0")),
                                true,
                                1500,
                                true),
                        new Port(Direction.PORT2, new PortName("veth1"), Optional.empty(), false, 9000, false)),
                live ? Optional.of(capabilities()) : Optional.empty());
    }

    @Override
    public synchronized List<PlaneStatus> planes() {
        var other = new PlaneDescription(new PlaneName("model"), "0.1.0", false);
        return List.of(
                new PlaneStatus(describe(), name, 300, PlaneStatus.State.LIVE, Optional.empty()),
                new PlaneStatus(other, name, 100, PlaneStatus.State.FAILED, Optional.of("carries no traffic")));
    }

    @Override
    public synchronized Swap use(PlaneName chosen, boolean force, Request request) throws DataPlaneException {
        refuse();
        if (!chosen.equals(NETLINK) && !force) {
            throw new DataPlaneException("use", Optional.empty(), Reason.REJECTED, "it carries no traffic; use force");
        }
        plane = chosen;
        return new Swap(plane, Duration.ofMillis(12), List.of(Direction.PORT1), List.of("port1:/latency"));
    }

    @Override
    public Swap useHighestRanking(Request request) throws DataPlaneException {
        return use(NETLINK, false, request);
    }

    private Outcome outcome(Direction direction) {
        var now = held.get(direction);
        var readBack = new ReadBack(now, NOW, List.of(), List.of("/seed"), List.of());
        var warnings = List.of(Warning.about("/queue", "emulator_limit", "a larger queue than asked for"));
        return new Outcome(name, direction, plane, now, readBack, Transition.IN_PLACE, divergences, warnings);
    }

    private void refuse() throws DataPlaneException {
        if (fault.isPresent()) {
            throw fault.get();
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private PlaneDescription describe() {
        return new PlaneDescription(NETLINK, "0.1.0", true);
    }

    private Capabilities capabilities() {
        return new Capabilities(
                describe(),
                Set.of(Capability.LATENCY, Capability.LOSS_BERNOULLI, Capability.RATE),
                List.of(Distribution.Shape.UNIFORM),
                Set.of(CorrelatedPart.LOSS),
                List.of("/latency/distribution"),
                new TreeMap<>(Map.of("latency_max", 3_600_000_000_000L)),
                List.of(new Missing("netem", "load the module sch_netem")));
    }
}
