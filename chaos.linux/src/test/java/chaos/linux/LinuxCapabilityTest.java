package chaos.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LinuxCapabilityTest {

    private static final String ONLY_NET_ADMIN = "Name:\tjava\nCapPrm:\tffffffffffffffff\nCapEff:\t0000000000001000\n";

    @Test
    void heldIn_readsTheEffectiveSet() throws IOException {
        assertTrue(LinuxCapability.NET_ADMIN.heldIn(ONLY_NET_ADMIN));
        assertFalse(LinuxCapability.NET_RAW.heldIn(ONLY_NET_ADMIN));
        assertFalse(LinuxCapability.SYS_ADMIN.heldIn(ONLY_NET_ADMIN));
    }

    @Test
    void heldIn_refusesAFileWithoutTheSet() {
        assertThrows(IOException.class, () -> LinuxCapability.NET_ADMIN.heldIn("Name:\tjava\n"));
    }

    @Test
    @Tag("kernel")
    void held_isTrueForRoot() throws IOException {
        assertTrue(LinuxCapability.NET_ADMIN.held());
    }

    @Test
    void title_isWhatManualsSay() {
        assertEquals("CAP_NET_ADMIN", LinuxCapability.NET_ADMIN.title());
    }
}
