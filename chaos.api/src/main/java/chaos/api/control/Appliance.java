package chaos.api.control;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** The running appliance. */
@ProviderType
public interface Appliance {

    /** Its version, for example {@code 0.1.0}. */
    String version();

    /** When it started. */
    Instant startedAt();
}
