package chaos.control;

import chaos.api.control.HealthCheck;
import chaos.api.control.HealthCheck.Status;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/** Whether every bundle that is installed runs; fragments never do. */
final class BundleCheck {

    private static final String NAME = "bundles";

    private BundleCheck() {}

    static HealthCheck of(Collection<Bundle> bundles) {
        List<String> idle = bundles.stream()
                .filter(BundleCheck::shouldRun)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(bundle -> bundle.getSymbolicName() + " is " + state(bundle.getState()))
                .toList();
        return idle.isEmpty()
                ? new HealthCheck(NAME, Status.OK, "all " + bundles.size() + " bundles run")
                : new HealthCheck(NAME, Status.WARN, String.join("; ", idle) + "; start them, or remove them");
    }

    private static boolean shouldRun(Bundle bundle) {
        var headers = bundle.getHeaders("");
        boolean lazy = Constants.ACTIVATION_LAZY.equals(headers.get(Constants.BUNDLE_ACTIVATIONPOLICY));
        return headers.get(Constants.FRAGMENT_HOST) == null && !(lazy && bundle.getState() == Bundle.STARTING);
    }

    private static String state(int state) {
        return switch (state) {
            case Bundle.INSTALLED -> "installed and cannot be resolved";
            case Bundle.RESOLVED -> "stopped";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            default -> "uninstalled";
        };
    }
}
