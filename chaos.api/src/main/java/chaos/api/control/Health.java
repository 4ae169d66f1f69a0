package chaos.api.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** How the appliance is. */
@ProviderType
public interface Health {

    /** Every check, looked at now. */
    List<HealthCheck> checks();

    /** Whether every configured link has a live plane that holds all that is desired. */
    boolean isReady();
}
