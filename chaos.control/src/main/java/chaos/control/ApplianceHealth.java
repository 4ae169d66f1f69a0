package chaos.control;

import chaos.api.control.Health;
import chaos.api.control.HealthCheck;
import chaos.api.control.HealthCheck.Status;
import chaos.api.control.Impairments;
import chaos.api.control.LinkStatus.State;
import chaos.api.control.Planes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** How the appliance is: a check for each link, one for the components, one for the bundles. */
@Component(service = Health.class)
public final class ApplianceHealth implements Health {

    private final BundleContext context;
    private final ComponentCheck components;
    private final List<Planes> links = new CopyOnWriteArrayList<>();
    private final List<Impairments> impairments = new CopyOnWriteArrayList<>();

    /** Health as the framework and the links tell it. */
    @Activate
    public ApplianceHealth(@Reference(name = "runtime") ServiceComponentRuntime runtime, BundleContext context) {
        this.context = context;
        this.components = new ComponentCheck(runtime);
    }

    @Reference(
            name = "link",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "unbindLink")
    void bindLink(Planes link) {
        links.add(link);
    }

    void unbindLink(Planes link) {
        links.remove(link);
    }

    @Reference(
            name = "impairments",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "unbindImpairments")
    void bindImpairments(Impairments service) {
        impairments.add(service);
    }

    void unbindImpairments(Impairments service) {
        impairments.remove(service);
    }

    @Override
    public List<HealthCheck> checks() {
        var checks = new ArrayList<HealthCheck>();
        links.stream()
                .sorted(Comparator.comparing(Planes::link))
                .map(this::check)
                .forEach(checks::add);
        if (links.isEmpty()) {
            checks.add(new HealthCheck("links", Status.CRITICAL, "no link is configured"));
        }
        checks.add(components.check());
        checks.add(BundleCheck.of(List.of(context.getBundles())));
        return checks;
    }

    @Override
    public boolean isReady() {
        return !links.isEmpty()
                && components.areWhole(LinkControl.class.getName())
                && links.stream().allMatch(link -> link.status().state() == State.LIVE);
    }

    private HealthCheck check(Planes planes) {
        var same = impairments.stream()
                .filter(service -> service.link().equals(planes.link()))
                .findFirst();
        return LinkCheck.of(planes, same);
    }
}
