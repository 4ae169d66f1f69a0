package chaos.control;

import chaos.api.control.HealthCheck;
import chaos.api.control.HealthCheck.Status;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/**
 * Whether every declarative component that is configured works. A component that needs a configuration and has none is
 * off, not ill. What a constructor threw is found only here: the framework keeps its service registered, and empty.
 */
final class ComponentCheck {

    private static final String NAME = "components";
    private static final Pattern THROWN = Pattern.compile("^(?:[\\w$]+\\.)*[\\w$]+(?::\\s*|$)");
    private static final String CAUSED = "Caused by: ";

    private final ServiceComponentRuntime runtime;

    ComponentCheck(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    HealthCheck check() {
        var failed = new ArrayList<String>();
        var waiting = new ArrayList<String>();
        configurations().forEach(configuration -> {
            if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                failed.add(bundle(configuration) + " did not start: " + cause(configuration));
            } else if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
                waiting.add(bundle(configuration) + " waits for: " + missing(configuration));
            }
        });
        if (!failed.isEmpty()) {
            failed.addAll(waiting);
            return new HealthCheck(NAME, Status.CRITICAL, String.join("; ", failed));
        }
        return waiting.isEmpty()
                ? new HealthCheck(NAME, Status.OK, "all components that are configured work")
                : new HealthCheck(NAME, Status.WARN, String.join("; ", waiting));
    }

    /** Whether every configuration of one component works. */
    boolean areWhole(String component) {
        return configurations()
                .filter(configuration -> configuration.description.name.equals(component))
                .allMatch(configuration -> configuration.state != ComponentConfigurationDTO.FAILED_ACTIVATION
                        && configuration.state != ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
    }

    private Stream<ComponentConfigurationDTO> configurations() {
        return runtime.getComponentDescriptionDTOs().stream()
                .flatMap(description -> runtime.getComponentConfigurationDTOs(description).stream());
    }

    private static String bundle(ComponentConfigurationDTO configuration) {
        return configuration.description.bundle.symbolicName;
    }

    private static String missing(ComponentConfigurationDTO configuration) {
        return String.join(
                ", ",
                Stream.of(configuration.unsatisfiedReferences)
                        .map(ComponentCheck::name)
                        .toList());
    }

    private static String name(UnsatisfiedReferenceDTO reference) {
        return reference.name;
    }

    /** The message of the innermost exception of a stack trace, without the names of classes. */
    static String cause(ComponentConfigurationDTO configuration) {
        var lines = Optional.ofNullable(configuration.failure).stream()
                .flatMap(String::lines)
                .toList();
        var innermost = lines.stream()
                .filter(line -> line.startsWith(CAUSED))
                .reduce((outer, inner) -> inner)
                .map(line -> line.substring(CAUSED.length()))
                .or(() -> lines.stream().findFirst())
                .orElse("");
        var message = THROWN.matcher(innermost).replaceFirst("").strip();
        return message.isEmpty() ? "the daemon's log has the cause" : message;
    }
}
