package chaos.dataplane.tck;

import chaos.api.dataplane.Applied;
import chaos.api.dataplane.Attachment;
import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Counters;
import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.DropCauses;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.QdiscStats;
import chaos.api.dataplane.ReadBack;
import chaos.api.dataplane.Transition;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Defaults;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import chaos.api.link.Port;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A good plane with one fault planted in front of it. */
final class FaultyPlane implements DataPlane {

    private static final Warning WARNING = Warning.about("/latency", "planted", "a warning of the plan");

    private final FakePlane good;
    private final Fault fault;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Thread maker = Thread.currentThread();
    private final CountDownLatch refusedReader = new CountDownLatch(1);
    private volatile boolean readBesides;
    private Optional<Impairment> left = Optional.empty();
    private boolean attached;

    FaultyPlane(FakePlane good, Fault fault) {
        this.good = good;
        this.fault = fault;
    }

    FakePlane good() {
        return good;
    }

    @Override
    public PlaneDescription describe() {
        var real = good.describe();
        return fault == Fault.TWO_NAMES ? new PlaneDescription(real.name(), "2.0.0", real.carriesTraffic()) : real;
    }

    @Override
    public Capabilities capabilities() {
        return good.capabilities();
    }

    @Override
    public List<Port> ports() {
        return good.ports();
    }

    @Override
    public Plan plan(Direction direction, Impairment impairment) {
        var plan = good.plan(direction, impairment);
        if (fault == Fault.PLAN_APPLIES && attached && plan.isHoldable()) {
            applied(direction, impairment);
        }
        if (fault == Fault.ACCEPTS_ANYTHING && !plan.isHoldable()) {
            return new Plan(Defaults.fill(impairment, 1500), List.of(), List.of(), List.of());
        }
        if (fault == Fault.KEEPS_WARNINGS_BACK && plan.isHoldable()) {
            return new Plan(plan.canonical(), plan.layers(), List.of(WARNING), plan.refusals());
        }
        return plan;
    }

    private void applied(Direction direction, Impairment impairment) {
        try {
            good.apply(direction, impairment);
        } catch (DataPlaneException e) {
            throw new AssertionError("the good plane does not fail", e);
        }
    }

    @Override
    public Attachment attach() throws DataPlaneException {
        if (fault == Fault.ATTACHES_TWICE && attached) {
            return new Attachment(List.of());
        }
        var attachment = good.attach();
        attached = true;
        if (fault == Fault.LEAVES_BEHIND && left.isPresent()) {
            good.apply(Direction.PORT1, left.get());
        }
        return attachment;
    }

    @Override
    public void detach() throws DataPlaneException {
        attached = false;
        good.detach();
    }

    @Override
    public Applied apply(Direction direction, Impairment impairment) throws DataPlaneException {
        if (fault == Fault.WORKS_UNATTACHED && !attached) {
            return new Applied(impairment, Transition.IN_PLACE, List.of());
        }
        if (fault == Fault.TOUCHES_BEFORE_REFUSING
                && !good.plan(direction, impairment).isHoldable()) {
            good.clear(direction);
        }
        if (fault == Fault.APPLY_ASKS_NO_PLAN
                && !good.plan(direction, impairment).isHoldable()) {
            return good.clear(direction);
        }
        busy.set(true);
        try {
            letAReaderComeBetween();
            var before = Optional.of(fault).filter(Fault.SHOWS_WHAT_WAS::equals).map(shows -> shown(direction));
            var applied = changed(good.apply(where(direction), merged(direction, impairment)));
            return new Applied(applied.canonical(), applied.transition(), applied.warnings(), before);
        } finally {
            left = Optional.of(impairment);
            busy.set(false);
        }
    }

    private ReadBack shown(Direction direction) {
        try {
            return good.read(direction, Optional.empty());
        } catch (DataPlaneException e) {
            throw new AssertionError("the good plane does not fail", e);
        }
    }

    /** Only where somebody reads from another thread, and not for long if nobody comes. */
    private void letAReaderComeBetween() {
        if (fault != Fault.NO_READERS || !readBesides) {
            return;
        }
        try {
            if (!refusedReader.await(1, TimeUnit.SECONDS)) {
                readBesides = false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Impairment merged(Direction direction, Impairment impairment) throws DataPlaneException {
        var before = good.read(direction, Optional.empty()).impairment().latency();
        return fault == Fault.MERGES && impairment.latency().isEmpty() && before.isPresent()
                ? impairment.withLatency(before.get())
                : impairment;
    }

    private Direction where(Direction direction) {
        return fault == Fault.ONE_DIRECTION ? Direction.PORT1 : direction;
    }

    private Applied changed(Applied applied) {
        return switch (fault) {
            case ALWAYS_REBUILT -> new Applied(applied.canonical(), Transition.REBUILT, applied.warnings());
            case NEVER_CHANGES -> new Applied(applied.canonical(), Transition.NONE, applied.warnings());
            default -> applied;
        };
    }

    @Override
    public Applied clear(Direction direction) throws DataPlaneException {
        if (fault == Fault.CLEARS_ONCE
                && good.read(direction, Optional.empty()).impairment().isNone()) {
            throw new DataPlaneException("clear", Optional.of(direction), Reason.REJECTED, "nothing to clear");
        }
        return changed(good.clear(where(direction)));
    }

    @Override
    public ReadBack read(Direction direction, Optional<Impairment> hint) throws DataPlaneException {
        readBesides |= Thread.currentThread() != maker;
        if (fault == Fault.NO_READERS && busy.get()) {
            refusedReader.countDown();
            throw new DataPlaneException("read", Optional.of(direction), Reason.FAILED, "somebody else is at it");
        }
        var real = good.read(where(direction), hint);
        if (fault != Fault.OFF_BY_ONE || !(real.impairment().latency().orElse(null) instanceof Latency.Constant one)) {
            return real;
        }
        var off = real.impairment()
                .withLatency(new Latency.Constant(one.duration().minusNanos(1)));
        return new ReadBack(off, real.readAt(), real.layers(), real.unverifiable(), real.warnings(), real.unasked());
    }

    @Override
    public QdiscStats stats(Direction direction) throws DataPlaneException {
        var real = good.stats(direction);
        var counters =
                fault == Fault.FORGETS_COUNTERS && !good.held(direction).isNone() ? Counters.ZERO : real.counters();
        var causes = fault == Fault.HIDES_LOSS ? DropCauses.ZERO : real.dropsByCause();
        return new QdiscStats(direction, real.sampledAt(), counters, 0, 0, causes, real.layers());
    }
}
