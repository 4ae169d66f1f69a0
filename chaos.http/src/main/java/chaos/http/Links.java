package chaos.http;

import chaos.api.calibration.Calibration;
import chaos.api.control.Appliance;
import chaos.api.control.Distributions;
import chaos.api.control.Health;
import chaos.api.control.Impairments;
import chaos.api.control.Planes;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.link.LinkName;
import chaos.http.problem.RequestRefused;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * What the resources speak to, as it is at this moment. All of it may go and come back while requests are served: what
 * is away is answered with {@link Reason#NO_LIVE_PLANE}, so that clients try again.
 */
@Component(service = Links.class)
public final class Links {

    private final Map<LinkName, Impairments> impairments = new ConcurrentHashMap<>();
    private final Map<LinkName, Planes> planes = new ConcurrentHashMap<>();
    /** A link that was here once is away, not unknown. */
    private final Set<LinkName> known = new ConcurrentSkipListSet<>(Set.of(LinkName.DEFAULT));

    private final AtomicReference<Appliance> appliance = new AtomicReference<>();
    private final AtomicReference<Health> health = new AtomicReference<>();
    private final AtomicReference<Distributions> distributions = new AtomicReference<>();

    private final AtomicReference<Calibration> calibration = new AtomicReference<>();

    /** {@return the planes of every link that is present, the default link first} */
    List<Planes> allPlanes() {
        return planes.values().stream()
                .sorted(Comparator.comparing((Planes each) -> !each.link().equals(LinkName.DEFAULT))
                        .thenComparing(Planes::link))
                .toList();
    }

    /** {@return the link of that name} */
    LinkName named(String name) {
        return known.stream()
                .filter(link -> link.value().equals(name))
                .findFirst()
                .orElseThrow(() -> new RequestRefused(
                        RequestRefused.Kind.UNKNOWN,
                        "there is no link \"" + name + "\"; links: "
                                + String.join(
                                        ", ",
                                        known.stream().map(LinkName::value).toList()),
                        "/link"));
    }

    boolean isKnown(LinkName link) {
        return known.contains(link);
    }

    Impairments impairments(LinkName link) throws DataPlaneException {
        return present(Optional.ofNullable(impairments.get(link)), "link " + link);
    }

    Planes planes(LinkName link) throws DataPlaneException {
        return present(Optional.ofNullable(planes.get(link)), "link " + link);
    }

    Appliance appliance() throws DataPlaneException {
        return present(Optional.ofNullable(appliance.get()), "the appliance");
    }

    Distributions distributions() throws DataPlaneException {
        return present(Optional.ofNullable(distributions.get()), "what keeps distributions");
    }

    Calibration calibration() throws DataPlaneException {
        return present(calibrationIfThere(), "calibration");
    }

    Optional<Calibration> calibrationIfThere() {
        return Optional.ofNullable(calibration.get());
    }

    Optional<Health> health() {
        return Optional.ofNullable(health.get());
    }

    private static <T> T present(Optional<T> target, String what) throws DataPlaneException {
        return target.orElseThrow(() -> new DataPlaneException(
                "find", Optional.empty(), Reason.NO_LIVE_PLANE, what + " is starting or stopping; try again"));
    }

    @Reference(
            name = "impairments",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindImpairments(Impairments bound) {
        known.add(bound.link());
        impairments.put(bound.link(), bound);
    }

    void unbindImpairments(Impairments gone) {
        impairments.remove(gone.link(), gone);
    }

    @Reference(
            name = "planes",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPlanes(Planes bound) {
        known.add(bound.link());
        planes.put(bound.link(), bound);
    }

    void unbindPlanes(Planes gone) {
        planes.remove(gone.link(), gone);
    }

    @Reference(
            name = "appliance",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindAppliance(Appliance bound) {
        appliance.set(bound);
    }

    void unbindAppliance(Appliance gone) {
        appliance.compareAndSet(gone, null);
    }

    @Reference(
            name = "health",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindHealth(Health bound) {
        health.set(bound);
    }

    void unbindHealth(Health gone) {
        health.compareAndSet(gone, null);
    }

    @Reference(
            name = "distributions",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindDistributions(Distributions bound) {
        distributions.set(bound);
    }

    void unbindDistributions(Distributions gone) {
        distributions.compareAndSet(gone, null);
    }

    @Reference(
            name = "calibration",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCalibration(Calibration bound) {
        calibration.set(bound);
    }

    void unbindCalibration(Calibration gone) {
        calibration.compareAndSet(gone, null);
    }
}
