package chaos.engine;

import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Capability;
import chaos.api.dataplane.CorrelatedPart;
import chaos.api.dataplane.Layer;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.Refusal;
import chaos.api.impairment.Defaults;
import chaos.api.impairment.FieldValue;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.RateLimit;
import chaos.distribution.LatencyTable;
import chaos.distribution.LatencyTables;
import chaos.distribution.UnusableTableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a plane holds that carries its packets through an engine: every form of the document. Pure. */
public final class EnginePlans {

    /** A number's name tells its unit, where the pointer of its field does not. */
    private static final Map<String, String> DURATIONS = Map.of(
            "/latency/duration", "latency_nanos",
            "/latency/mean", "latency_mean_nanos",
            "/latency/jitter", "latency_jitter_nanos",
            "/queue/limit_time", "queue_limit_nanos");

    private static final Latency NO_LATENCY = new Latency.Constant(Duration.ZERO);

    private final String kind;

    /**
     * The plans of a plane.
     *
     * @param kind how its one layer is called
     */
    public EnginePlans(String kind) {
        this.kind = kind;
    }

    /** What such a plane can do: everything, with these tables. */
    public static Capabilities capabilities(PlaneDescription description, LatencyTables tables) {
        return capabilities(description, tables, Map.of());
    }

    /**
     * The same of a plane with bounds of its own.
     *
     * @param bounds by name, see {@link Capabilities#limits}
     */
    public static Capabilities capabilities(
            PlaneDescription description, LatencyTables tables, Map<String, Long> bounds) {
        var limits = new TreeMap<>(bounds);
        limits.put("latency_max", Latency.MAX.toNanos());
        return new Capabilities(
                description,
                EnumSet.allOf(Capability.class),
                tables.distributions(),
                EnumSet.allOf(CorrelatedPart.class),
                List.of(),
                limits,
                List.of());
    }

    /**
     * A plan, and what it takes.
     *
     * @param plan for people
     * @param table of a stochastic latency
     */
    public record Planned(Plan plan, Optional<LatencyTable> table) {}

    /**
     * The plan with the tables as they are now: each is looked at once.
     *
     * @param mtu of the port that packets leave by
     */
    public Planned plan(Impairment asked, LatencyTables tables, int mtu) {
        var refusals = new ArrayList<Refusal>();
        var table = table(asked, tables, refusals);
        var canonical = Defaults.fill(asked, mtu);
        canonical.rate().flatMap(rate -> burstRefusal(rate, mtu)).ifPresent(refusals::add);
        if (!refusals.isEmpty()) {
            return new Planned(Plan.refused(asked, refusals), Optional.empty());
        }
        return new Planned(new Plan(canonical, layers(canonical), List.of(), List.of()), table);
    }

    /** One layer that shows every whole number that is held; nothing for no impairment. */
    public List<Layer> layers(Impairment held) {
        if (held.isNone()) {
            return List.of();
        }
        var numbers = new TreeMap<String, Long>();
        held.fields().forEach((pointer, value) -> whole(value).ifPresent(number -> numbers.put(name(pointer), number)));
        return List.of(new Layer(kind, "1:0", "root", numbers));
    }

    private static String name(String pointer) {
        return DURATIONS.getOrDefault(pointer, pointer.substring(1).replace('/', '_'));
    }

    private static Optional<Long> whole(FieldValue value) {
        return value instanceof FieldValue.Whole number ? Optional.of(number.value()) : Optional.empty();
    }

    private static Optional<LatencyTable> table(Impairment asked, LatencyTables tables, List<Refusal> refusals) {
        try {
            return asked.latency().orElse(NO_LATENCY) instanceof Latency.Stochastic stochastic
                    ? Optional.of(tables.find(stochastic.distribution()))
                    : Optional.empty();
        } catch (UnusableTableException e) {
            refusals.add(new Refusal("/latency/distribution/name", Refusal.Cause.NOT_SUPPORTED, e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Refusal> burstRefusal(RateLimit rate, int mtu) {
        int least = Defaults.largestFrame(mtu);
        return rate.burst()
                .filter(burst -> burst.bytes() < least)
                .map(burst -> new Refusal(
                        "/rate/burst_bytes",
                        Refusal.Cause.OUT_OF_RANGE,
                        "must be " + least + " bytes or more at an MTU of " + mtu + ", was " + burst.bytes()
                                + ": a frame of that size would never pass"));
    }
}
