package chaos.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class RunningApplianceTest {

    private static final Version VERSION = new Version("1.2.3.built");

    @Test
    void itsStart_isThatOfTheLauncher() {
        var appliance = new RunningAppliance(VERSION, Optional.of("2026-01-02T03:04:05.678Z"));
        assertEquals(Instant.parse("2026-01-02T03:04:05.678Z"), appliance.startedAt());
        assertEquals("1.2.3", appliance.version());
    }

    @Test
    void withoutALauncher_itIsThatOfTheProcess() {
        assertEquals(
                ProcessHandle.current().info().startInstant().orElseThrow(),
                new RunningAppliance(VERSION, Optional.empty()).startedAt());
    }
}
