package chaos.launcher.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code chaosd.toml} says, checked.
 *
 * @param links at least one; the first is the default link
 * @param socketPath where to listen, before flag and variable are looked at
 * @param stateDir where state is kept; absent is the user's standard place
 * @param baselinePath the calibration baseline; absent is a file in the state directory
 */
public record Settings(
        List<LinkSettings> links, Optional<String> socketPath, Optional<Path> stateDir, Optional<Path> baselinePath) {

    /** Without a file: one link that only the model plane can serve, so that the daemon starts without privilege. */
    public static final Settings NONE =
            new Settings(List.of(LinkSettings.DEFAULT), Optional.empty(), Optional.empty(), Optional.empty());

    /** Settings that nobody can change afterwards. */
    public Settings {
        links = List.copyOf(links);
    }
}
