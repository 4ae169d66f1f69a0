package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.Capabilities;
import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.linux.NetworkNamespace;
import chaos.linux.ports.PortSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much the buffer holds, as it is, as the plane says and as the documents say. */
class BufferRoomTest {

    @ParameterizedTest
    @ValueSource(ints = {1500, 9000})
    void room_isWhatTheBuffersHoldAndTheDocumentsSay(int mtu) throws IOException {
        var ports = new PortSettings(
                new LinkName("default"),
                new PortName("p1"),
                new PortName("p2"),
                NetworkNamespace.own(),
                false,
                Duration.ofSeconds(1));
        var limits = new PacketSettings(ports, PacketSettings.USUAL_BUFFER).room(mtu);
        assertEquals(64L << 20, limits.get(Capabilities.BUFFER_BYTES));
        long frames = limits.get(Capabilities.BUFFER_FRAMES);
        try (var buffers = new FrameBuffers(PacketSettings.USUAL_BUFFER, mtu, PacketLink.FRAMES)) {
            assertEquals(buffers.inFlightLimit(), frames);
        }
        String text = String.format(Locale.ROOT, "%,d frames at an MTU of %d", frames, mtu);
        for (var document : new String[] {"README.md", "docs/planes.md"}) {
            var said = Files.readString(Path.of(System.getProperty("workspace", ".."), document))
                    .replaceAll("\\s+", " ");
            assertTrue(said.contains(text), document + " does not say " + text);
        }
    }
}
