package chaos.control;

import chaos.api.control.Appliance;
import java.time.Instant;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The appliance that this bundle runs in. */
@Component(service = Appliance.class)
public final class RunningAppliance implements Appliance {

    /** What the launcher says: the process began with the script, which may have built everything first. */
    private static final String STARTED = "chaos.started";

    private final String version;
    private final Instant startedAt;

    /** Its version is that of this bundle; its start is that of the launcher, or else that of the process. */
    @Activate
    public RunningAppliance(BundleContext context) {
        this(context.getBundle().getVersion(), Optional.ofNullable(context.getProperty(STARTED)));
    }

    RunningAppliance(Version bundle, Optional<String> started) {
        this.version = bundle.getMajor() + "." + bundle.getMinor() + "." + bundle.getMicro();
        this.startedAt = started.map(Instant::parse)
                .or(() -> ProcessHandle.current().info().startInstant())
                .orElseGet(Instant::now);
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
