package chaos.rig.wire;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chaos.api.calibration.RigException;
import chaos.linux.LinuxCapability;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrivilegesTest {

    @Test
    void require_namesWhatIsMissingAndWhatToDo() {
        var refused = assertThrows(
                RigException.class,
                () -> Privileges.require(List.of(LinuxCapability.NET_RAW, LinuxCapability.SYS_ADMIN)));
        assertEquals(
                "the wire rig sends frames of its own and enters network namespaces, for which this process lacks"
                        + " CAP_NET_RAW, CAP_SYS_ADMIN; start chaosd as root, or with CAP_NET_ADMIN, CAP_NET_RAW,"
                        + " CAP_SYS_ADMIN",
                refused.getMessage());
        assertDoesNotThrow(() -> Privileges.require(List.of()));
    }
}
