package chaos.dataplane.tck;

import chaos.api.dataplane.Applied;
import chaos.api.dataplane.Attachment;
import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Capability;
import chaos.api.dataplane.CorrelatedPart;
import chaos.api.dataplane.Counters;
import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.DropCauses;
import chaos.api.dataplane.Layer;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.PlaneNotice;
import chaos.api.dataplane.PlaneWatcher;
import chaos.api.dataplane.QdiscStats;
import chaos.api.dataplane.ReadBack;
import chaos.api.dataplane.Refusal;
import chaos.api.dataplane.Transition;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Defaults;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.FieldValue;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.LossModel;
import chaos.api.link.Direction;
import chaos.api.link.Port;
import chaos.api.link.PortName;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A plane in memory that can be told to fail, for tests of whatever uses planes. It keeps the contract like any other,
 * and notes what was done to it, and whether two planes held the same ports at once.
 */
public final class FakePlane implements DataPlane {

    private static final int MTU = 1500;
    private static final LossModel ALL = new LossModel.Bernoulli(Probability.ALWAYS, Correlation.NONE);

    /** Which capabilities go with a part of the document that is refused. */
    private static final Map<String, List<Capability>> PARTS = Map.of(
            "/latency", List.of(Capability.LATENCY),
            "/loss", List.of(Capability.LOSS_BERNOULLI, Capability.LOSS_GILBERT_ELLIOTT, Capability.LOSS_FOUR_STATE),
            "/duplication", List.of(Capability.DUPLICATION),
            "/reordering", List.of(Capability.REORDERING),
            "/corruption", List.of(Capability.CORRUPTION, Capability.CORRUPTION_BER),
            "/corruption/ber", List.of(Capability.CORRUPTION_BER),
            "/rate", List.of(Capability.RATE),
            "/queue", List.of(Capability.QUEUE),
            "/ordering", List.of(Capability.ORDERING_PRESERVE),
            "/seed", List.of(Capability.SEED));

    private final PlaneDescription description;
    private final Wire wire;
    private final Map<Direction, Impairment> held = new EnumMap<>(Direction.class);
    private final Map<Direction, List<Warning>> unasked = new EnumMap<>(Direction.class);
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Map<Direction, Counters> counters = new EnumMap<>(Direction.class);
    private volatile List<String> refused = List.of();
    private volatile List<String> tables = List.of();
    private volatile Trouble onAttach = Trouble.NONE;
    private volatile Trouble onDetach = Trouble.NONE;
    private volatile Trouble onApply = Trouble.NONE;
    private volatile Trouble onRead = Trouble.NONE;
    private volatile boolean blind;
    private volatile Instant now = Instant.EPOCH;
    private volatile Optional<PlaneWatcher> watcher = Optional.empty();
    private boolean attached;

    /** What goes wrong in a call, or what happens in it. */
    @FunctionalInterface
    public interface Trouble {

        /** Nothing. */
        Trouble NONE = () -> {};

        /**
         * Happens.
         *
         * @throws DataPlaneException where that is the trouble
         */
        void strike() throws DataPlaneException;

        /** The plane refuses, as a plane may. */
        static Trouble refusing(Reason reason, String detail) {
            return () -> {
                throw new DataPlaneException("fake", Optional.empty(), reason, detail);
            };
        }

        /** The plane throws what no plane may throw. */
        static Trouble broken() {
            return () -> {
                throw new IllegalStateException("a bug");
            };
        }
    }

    /** The ports that planes of one link share; at most one may have them. */
    public static final class Wire {

        private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
        private Optional<FakePlane> holder = Optional.empty();

        /** Ports that no plane has. */
        public Wire() {}

        private synchronized void taken(FakePlane by) {
            holder.filter(other -> other != by)
                    .ifPresent(other -> violations.add(by.description.name() + " while " + other.description.name()));
            holder = Optional.of(by);
        }

        private synchronized void given(FakePlane by) {
            holder = holder.filter(other -> other != by);
        }

        /** Whether no plane has them. */
        public synchronized boolean isFree() {
            return holder.isEmpty();
        }

        /** Each time that a plane took them while another had them. */
        public List<String> violations() {
            return List.copyOf(violations);
        }
    }

    /** A plane of that name on these ports. */
    public FakePlane(String name, boolean carriesTraffic, Wire wire) {
        this.description = new PlaneDescription(new PlaneName(name), "1.0.0", carriesTraffic);
        this.wire = wire;
    }

    /** It cannot hold these parts of the document, for example {@code /latency} or {@code /corruption/ber}. */
    public FakePlane refusing(String... parts) {
        refused = List.of(parts);
        return this;
    }

    /** It has tables of these names. */
    public FakePlane having(String... names) {
        tables = List.of(names);
        return this;
    }

    /** What happens when it is attached. */
    public FakePlane onAttach(Trouble trouble) {
        onAttach = trouble;
        return this;
    }

    /** What happens when it has let go of the ports. */
    public FakePlane onDetach(Trouble trouble) {
        onDetach = trouble;
        return this;
    }

    /** What happens when an impairment is applied or cleared. */
    public FakePlane onApply(Trouble trouble) {
        onApply = trouble;
        return this;
    }

    /** What happens when it is read. */
    public FakePlane onRead(Trouble trouble) {
        onRead = trouble;
        return this;
    }

    /** Whether its ports are out of its sight. */
    public FakePlane blind(boolean without) {
        blind = without;
        return this;
    }

    /** Somebody else changes the state behind everybody's back. */
    public synchronized void tamper(Direction direction, Impairment with) {
        held.put(direction, with);
    }

    /** Somebody else changes what no document can say, but for held up packets, until it is told anew or of none. */
    public synchronized void tamper(Direction direction, List<Warning> with) {
        unasked.put(direction, List.copyOf(with));
    }

    /** It sees something happen to its ports; nobody hears of it where nobody watches. */
    public FakePlane notices(PlaneNotice notice) {
        watcher.ifPresent(listening -> listening.noticed(notice));
        return this;
    }

    /** Packets are sent through it: they pass, or are lost where all are to be lost. */
    public synchronized void send(Direction direction, int packets, int bytes) {
        boolean lost = held(direction).loss().equals(Optional.of(ALL));
        counters.merge(
                direction,
                lost ? new Counters(0, 0, packets, 0, 0, 0) : new Counters((long) packets * bytes, packets, 0, 0, 0, 0),
                Counters::plus);
    }

    /** The moment that its read-backs and counters are of from now on. */
    public FakePlane at(Instant moment) {
        now = moment;
        return this;
    }

    /** What it was told so far, for example {@code attach}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** Whether it has the ports. */
    public synchronized boolean isAttached() {
        return attached;
    }

    /** What it holds. */
    public synchronized Impairment held(Direction direction) {
        return held.getOrDefault(direction, Impairment.NONE);
    }

    @Override
    public PlaneDescription describe() {
        return description;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                description,
                supported(),
                List.<Distribution>of(Distribution.Shape.values()),
                EnumSet.allOf(CorrelatedPart.class),
                List.of(),
                new TreeMap<>(Map.of(Capabilities.BUFFER_FRAMES, 1000L, Capabilities.BUFFER_BYTES, 2_000_000L)),
                List.of());
    }

    @Override
    public List<Port> ports() {
        return blind ? List.of() : List.of(port(Direction.PORT1), port(Direction.PORT2));
    }

    private static Port port(Direction direction) {
        return new Port(direction, new PortName("fake" + direction.word()), Optional.empty(), true, MTU, true);
    }

    @Override
    public Plan plan(Direction direction, Impairment impairment) {
        var refusals = refusals(impairment);
        if (!refusals.isEmpty()) {
            return Plan.refused(impairment, refusals);
        }
        var canonical = Defaults.fill(impairment, MTU);
        return new Plan(canonical, layers(canonical), List.of(), List.of());
    }

    private Set<Capability> supported() {
        var supported = EnumSet.allOf(Capability.class);
        refused.forEach(part -> PARTS.getOrDefault(part, List.of()).forEach(supported::remove));
        return supported;
    }

    private boolean isUnknownTable(String field, Impairment impairment) {
        return field.equals("/latency/distribution/name")
                && tables.stream()
                        .map(FieldValue.Text::new)
                        .noneMatch(impairment.fields().get(field)::equals);
    }

    private List<Refusal> refusals(Impairment impairment) {
        var refusals = new ArrayList<Refusal>();
        for (var field : impairment.fields().keySet()) {
            if (refused.stream().anyMatch(field::startsWith) || isUnknownTable(field, impairment)) {
                refusals.add(new Refusal(field, Refusal.Cause.NOT_SUPPORTED, "not on this plane"));
            }
        }
        var canonical = Defaults.fill(impairment, MTU);
        canonical
                .rate()
                .flatMap(rate -> rate.burst())
                .filter(burst -> burst.bytes() < Defaults.largestFrame(MTU))
                .ifPresent(burst -> refusals.add(
                        new Refusal("/rate/burst_bytes", Refusal.Cause.OUT_OF_RANGE, "no full frame would ever pass")));
        return refusals;
    }

    @Override
    public Attachment attach() throws DataPlaneException {
        calls.add("attach");
        onAttach.strike();
        synchronized (this) {
            if (attached) {
                throw new DataPlaneException("attach", Optional.empty(), Reason.REJECTED, "attached already");
            }
            wire.taken(this);
            attached = true;
            held.clear();
            unasked.clear();
            counters.clear();
        }
        return new Attachment(List.of());
    }

    @Override
    public void detach() throws DataPlaneException {
        calls.add("detach");
        synchronized (this) {
            attached = false;
            held.clear();
            wire.given(this);
        }
        onDetach.strike();
    }

    @Override
    public Applied apply(Direction direction, Impairment impairment) throws DataPlaneException {
        calls.add("apply " + direction + " " + impairment.fields().keySet());
        requireAttached("apply", direction);
        onApply.strike();
        var plan = plan(direction, impairment);
        if (!plan.isHoldable()) {
            throw new DataPlaneException(
                    "apply", Optional.of(direction), Reason.NOT_SUPPORTED, "cannot hold it", plan.refusals());
        }
        return hold("apply", direction, plan.canonical());
    }

    @Override
    public Applied clear(Direction direction) throws DataPlaneException {
        calls.add("clear " + direction);
        requireAttached("clear", direction);
        onApply.strike();
        return hold("clear", direction, Impairment.NONE);
    }

    private synchronized Applied hold(String operation, Direction direction, Impairment canonical)
            throws DataPlaneException {
        requireAttached(operation, direction);
        boolean same = held(direction).equals(canonical) && canonical.seed().isEmpty();
        held.put(direction, canonical);
        unasked.remove(direction);
        return new Applied(canonical, same ? Transition.NONE : Transition.IN_PLACE, List.of());
    }

    @Override
    public ReadBack read(Direction direction, Optional<Impairment> hint) throws DataPlaneException {
        onRead.strike();
        requireAttached("read", direction);
        var now = held(direction);
        var odd = unasked.getOrDefault(direction, List.of());
        var unaskedFor = odd.stream().filter(each -> !each.reason().equals(Warning.HELD_UP));
        return new ReadBack(now, this.now, layers(now), List.of(), odd, unaskedFor.toList());
    }

    @Override
    public QdiscStats stats(Direction direction) throws DataPlaneException {
        requireAttached("stats", direction);
        synchronized (this) {
            var counted = counters.getOrDefault(direction, Counters.ZERO);
            var causes = new DropCauses(counted.drops(), 0, 0, 0);
            return new QdiscStats(direction, now, counted, 0, 0, causes, layers(held(direction)));
        }
    }

    @Override
    public Watch watch(PlaneWatcher listening) {
        watcher = Optional.of(listening);
        return () -> watcher = Optional.empty();
    }

    private static List<Layer> layers(Impairment held) {
        return held.isNone() ? List.of() : List.of(Layer.of("fake", "1:0", "root", Map.of()));
    }

    private synchronized void requireAttached(String operation, Direction direction) throws DataPlaneException {
        if (!attached) {
            throw new DataPlaneException(
                    operation, Optional.of(direction), Reason.NO_LIVE_PLANE, "the fake plane is not attached");
        }
    }
}
