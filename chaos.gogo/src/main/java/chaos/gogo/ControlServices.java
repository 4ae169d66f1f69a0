package chaos.gogo;

import chaos.api.calibration.Calibration;
import chaos.api.control.Appliance;
import chaos.api.control.Distributions;
import chaos.api.control.Health;
import chaos.api.control.Impairments;
import chaos.api.control.Planes;
import chaos.api.link.LinkName;
import chaos.gogo.client.LocalDaemon;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The services that the console's commands speak to; they may come and go while it stays. */
@Component(service = ControlServices.class)
public final class ControlServices implements LocalDaemon.Services {

    private final Map<LinkName, Impairments> impairments = new ConcurrentHashMap<>();
    private final Map<LinkName, Planes> planes = new ConcurrentHashMap<>();
    private final List<Appliance> appliances = new CopyOnWriteArrayList<>();
    private final List<Calibration> calibrations = new CopyOnWriteArrayList<>();
    private final List<Health> healths = new CopyOnWriteArrayList<>();
    private final List<Distributions> distributions = new CopyOnWriteArrayList<>();

    @Override
    public Optional<Appliance> appliance() {
        return appliances.stream().findFirst();
    }

    @Override
    public List<Planes> allPlanes() {
        var defaultFirst = Comparator.comparing((Planes each) -> !each.link().equals(LinkName.DEFAULT))
                .thenComparing(Planes::link);
        return planes.values().stream().sorted(defaultFirst).toList();
    }

    @Override
    public Optional<Impairments> impairments(LinkName link) {
        return Optional.ofNullable(impairments.get(link));
    }

    @Override
    public Optional<Distributions> distributions() {
        return distributions.stream().findFirst();
    }

    @Override
    public Optional<Health> health() {
        return healths.stream().findFirst();
    }

    @Override
    public Optional<Calibration> calibration() {
        return calibrations.stream().findFirst();
    }

    @Reference(name = "impairments", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindImpairments(Impairments bound) {
        impairments.put(bound.link(), bound);
    }

    void unbindImpairments(Impairments gone) {
        impairments.remove(gone.link(), gone);
    }

    @Reference(name = "planes", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPlanes(Planes bound) {
        planes.put(bound.link(), bound);
    }

    void unbindPlanes(Planes gone) {
        planes.remove(gone.link(), gone);
    }

    @Reference(name = "appliance", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindAppliance(Appliance bound) {
        appliances.add(bound);
    }

    void unbindAppliance(Appliance gone) {
        appliances.remove(gone);
    }

    @Reference(name = "calibration", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindCalibration(Calibration bound) {
        calibrations.add(bound);
    }

    void unbindCalibration(Calibration gone) {
        calibrations.remove(gone);
    }

    @Reference(name = "health", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHealth(Health bound) {
        healths.add(bound);
    }

    void unbindHealth(Health gone) {
        healths.remove(gone);
    }

    @Reference(name = "distributions", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDistributions(Distributions bound) {
        distributions.add(bound);
    }

    void unbindDistributions(Distributions gone) {
        distributions.remove(gone);
    }
}
