package chaos.rig.wire;

import chaos.api.calibration.RigException;
import chaos.linux.LinuxCapability;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a process must be allowed to do in order to be this rig. */
final class Privileges {

    private static final List<LinuxCapability> NEEDED =
            List.of(LinuxCapability.NET_ADMIN, LinuxCapability.NET_RAW, LinuxCapability.SYS_ADMIN);

    private Privileges() {}

    /**
     * Looks before anything is sent.
     *
     * @throws RigException if one is missing
     */
    static void require() throws RigException {
        try {
            var missing = Stream.<LinuxCapability>builder();
            for (var needed : NEEDED) {
                if (!needed.held()) {
                    missing.add(needed);
                }
            }
            require(missing.build().toList());
        } catch (IOException e) {
            throw new RigException("the privileges of this process cannot be read: " + e.getMessage(), e);
        }
    }

    static void require(List<LinuxCapability> missing) throws RigException {
        if (!missing.isEmpty()) {
            throw new RigException("the wire rig sends frames of its own and enters network namespaces, for which this"
                    + " process lacks " + names(missing) + "; start chaosd as root, or with " + names(NEEDED));
        }
    }

    private static String names(List<LinuxCapability> capabilities) {
        return capabilities.stream().map(LinuxCapability::title).collect(Collectors.joining(", "));
    }
}
