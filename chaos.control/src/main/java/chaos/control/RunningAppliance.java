package chaos.control;

import chaos.api.control.Appliance;
import java.time.Instant;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The appliance that this bundle runs in. */
@Component(service = Appliance.class)
public final class RunningAppliance implements Appliance {

    private final String version;
    private final Instant startedAt;

    /** Its version is that of this bundle, its start that of the process. */
    @Activate
    public RunningAppliance(BundleContext context) {
        var bundle = context.getBundle().getVersion();
        this.version = bundle.getMajor() + "." + bundle.getMinor() + "." + bundle.getMicro();
        this.startedAt = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }
}
