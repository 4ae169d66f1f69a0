package chaos.dataplane.model;

import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Capability;
import chaos.api.dataplane.CorrelatedPart;
import chaos.api.dataplane.Layer;
import chaos.api.dataplane.Plan;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.dataplane.Refusal;
import chaos.api.impairment.Defaults;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.FieldValue;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.RateLimit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the model holds for what is asked; pure. */
final class ModelPlans {

    /** A number's name tells its unit, where the pointer of its field does not. */
    private static final Map<String, String> DURATIONS = Map.of(
            "/latency/duration", "latency_nanos",
            "/latency/mean", "latency_mean_nanos",
            "/latency/jitter", "latency_jitter_nanos",
            "/queue/limit_time", "queue_limit_nanos");

    private ModelPlans() {}

    static Capabilities capabilities(PlaneDescription description) {
        return new Capabilities(
                description,
                EnumSet.allOf(Capability.class),
                List.<Distribution>of(Distribution.Shape.values()),
                EnumSet.allOf(CorrelatedPart.class),
                List.of(),
                new TreeMap<>(Map.of("latency_max", Latency.MAX.toNanos())),
                List.of());
    }

    static Plan plan(Impairment asked, int mtu) {
        var refusals = new ArrayList<Refusal>();
        asked.latency().flatMap(ModelPlans::tableRefusal).ifPresent(refusals::add);
        var canonical = Defaults.fill(asked, mtu);
        canonical.rate().flatMap(rate -> burstRefusal(rate, mtu)).ifPresent(refusals::add);
        if (!refusals.isEmpty()) {
            return Plan.refused(asked, refusals);
        }
        return new Plan(canonical, layers(canonical), List.of(), List.of());
    }

    /** One layer that shows every whole number that is held; nothing for no impairment. */
    static List<Layer> layers(Impairment held) {
        if (held.isNone()) {
            return List.of();
        }
        var numbers = new TreeMap<String, Long>();
        held.fields().forEach((pointer, value) -> whole(value).ifPresent(number -> numbers.put(name(pointer), number)));
        return List.of(new Layer("model", "1:0", "root", numbers));
    }

    private static String name(String pointer) {
        return DURATIONS.getOrDefault(pointer, pointer.substring(1).replace('/', '_'));
    }

    private static Optional<Long> whole(FieldValue value) {
        return value instanceof FieldValue.Whole number ? Optional.of(number.value()) : Optional.empty();
    }

    private static Optional<Refusal> tableRefusal(Latency latency) {
        if (latency instanceof Latency.Stochastic stochastic
                && stochastic.distribution() instanceof Distribution.Table table) {
            return Optional.of(new Refusal(
                    "/latency/distribution/name",
                    Refusal.Cause.NOT_SUPPORTED,
                    "this plane has no table \"" + table.name()
                            + "\"; choose uniform, normal, pareto, paretonormal or exponential"));
        }
        return Optional.empty();
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
