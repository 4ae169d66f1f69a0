package chaos.linux.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeFilterTest {

    @TempDir
    private Path switches;

    @Test
    void warning_isNoneWithoutTheModule() {
        assertEquals(Optional.empty(), BridgeFilter.warning(switches.resolve("absent")));
    }

    @Test
    void warning_namesWhatIsOnAndHowToSwitchItOff() throws IOException {
        Files.writeString(switches.resolve("bridge-nf-call-iptables"), "0\n");
        Files.writeString(switches.resolve("bridge-nf-call-arptables"), "0\n");
        Files.writeString(switches.resolve("bridge-nf-call-ip6tables"), "0\n");
        assertEquals(Optional.empty(), BridgeFilter.warning(switches));
        Files.writeString(switches.resolve("bridge-nf-call-iptables"), "1\n");
        var warning = BridgeFilter.warning(switches).orElseThrow();
        assertEquals("bridge_filter", warning.reason());
        assertTrue(warning.detail().contains("(sysctl net.bridge.bridge-nf-call-iptables=0)"), warning.detail());
    }
}
