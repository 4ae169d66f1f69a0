package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import chaos.linux.LinuxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each read tells of packets that wait for others, and of those that found no room. */
@Tag("kernel")
class RemarksKernelTest {

    private static final int SIZE = 60;
    private static final int SENT = 1000;

    private Lab lab;
    private PacketDataPlane plane;

    @BeforeEach
    void attach() throws IOException, DataPlaneException {
        lab = new Lab();
        plane = Lab.plane(new PacketSettings(lab.ports("default"), 1 << 20));
        plane.attach();
        lab.awaitConnected();
    }

    @AfterEach
    void close() throws IOException {
        plane.stop();
        lab.close();
    }

    private static Impairment late(int millis) {
        return Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(millis)));
    }

    private List<Warning> warnings() throws DataPlaneException {
        return plane.read(Direction.PORT2, Optional.empty()).warnings();
    }

    private List<String> reasons() throws DataPlaneException {
        return warnings().stream().map(Warning::reason).toList();
    }

    private void send(int frames) throws IOException, LinuxException {
        try (var host = lab.frames(lab.host1, -1)) {
            for (int i = 0; i < frames; i++) {
                host.send(ByteBuffer.allocate(SIZE));
            }
        }
    }

    @Test
    void read_tellsHowLongWhoComesNowWaitsAndThatItIsOver() throws IOException, LinuxException, DataPlaneException {
        plane.apply(Direction.PORT2, late(6000));
        send(1);
        Lab.await("it waits", () -> plane.stats(Direction.PORT2).backlogPackets() > 0);
        assertEquals(List.of(), warnings());
        plane.apply(Direction.PORT2, late(7000));
        assertEquals(List.of(), warnings(), "who comes now is later by itself");
        plane.clear(Direction.PORT2);
        assertEquals(List.of("held_up"), reasons());
        var told = warnings().get(0);
        assertTrue(told.detail().matches("port2: .* wait [1-6]\\.\\d s more for them; .*"), told.detail());
        assertEquals(List.of(), plane.read(Direction.PORT2, Optional.empty()).unasked());
        Lab.await("the wait is over", () -> reasons().isEmpty());
    }

    @Test
    void read_countsWhatFoundNoRoomSinceTheLastChange() throws IOException, LinuxException, DataPlaneException {
        plane.apply(Direction.PORT2, late(1000));
        long room = plane.capabilities().limits().get(Capabilities.BUFFER_FRAMES);
        send(SENT);
        Lab.await(
                "the rest is dropped",
                () -> plane.stats(Direction.PORT2).counters().drops() >= SENT - room);
        assertEquals(List.of("emulator_limit"), reasons());
        String detail = warnings().get(0).detail();
        assertTrue(
                detail.startsWith("port2: " + (SENT - room) + " packets found no room")
                        && detail.contains("1 MiB holds " + room + " frames")
                        && detail.contains("raise buffer"),
                detail);
        plane.apply(Direction.PORT2, late(1000));
        assertEquals(List.of("emulator_limit"), reasons(), "the same again is no change");
        plane.apply(Direction.PORT2, late(1001));
        assertEquals(List.of(), reasons());
        assertEquals(SENT - room, plane.stats(Direction.PORT2).dropsByCause().emulator());
    }
}
