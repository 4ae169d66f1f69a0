package chaos.dataplane.packet;

import chaos.api.dataplane.Capabilities;
import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.distribution.LatencyTables;
import chaos.distribution.TableFolder;
import chaos.linux.ports.PortSettings;
import java.time.Duration;
import java.util.Map;

/**
 * What the plane of one link runs on, checked once.
 *
 * @param ports which link, which ports, and how they are taken
 * @param bufferBytes for the frames that are in flight in one direction
 * @param lateBound by how much a packet may be late before that is told
 * @param tables where the tables of distributions come from
 */
public record PacketSettings(PortSettings ports, long bufferBytes, Duration lateBound, LatencyTables tables) {

    /** Frames of 1500 bytes: 100 ms at 3.2 Gbit/s. */
    static final long USUAL_BUFFER = 64 << 20;

    private static final long LEAST_BUFFER = 1 << 20;
    private static final long LARGEST_BUFFER = 1 << 30;
    private static final int MICRO = 1000;

    public PacketSettings {
        if (bufferBytes < LEAST_BUFFER || bufferBytes > LARGEST_BUFFER) {
            throw new IllegalArgumentException(
                    "buffer.bytes must be " + LEAST_BUFFER + " to " + LARGEST_BUFFER + ", was " + bufferBytes);
        }
        if (lateBound.isNegative() || lateBound.isZero()) {
            throw new IllegalArgumentException("late.bound.us must be above 0, was " + lateBound.toNanos() / MICRO);
        }
    }

    /** Settings with the tables of the shapes alone, and the usual bound. */
    public PacketSettings(PortSettings ports, long bufferBytes) {
        this(ports, bufferBytes, Duration.ofMillis(1), LatencyTables.SHAPES);
    }

    static PacketSettings of(PacketDataPlane.Config config) {
        return new PacketSettings(
                new PortSettings(
                        new LinkName(config.chaos_link()),
                        new PortName(config.port1()),
                        new PortName(config.port2()),
                        PortSettings.namespace(config.netns()),
                        config.take_over(),
                        Duration.ofMillis(config.reply_timeout_ms())),
                config.buffer_bytes(),
                Duration.ofNanos(config.late_bound_us() * (long) MICRO),
                TableFolder.inStateDir(config.state_dir()));
    }

    /** The limits that follow from the buffer, by name, where the wider of both ports has this MTU. */
    Map<String, Long> room(int mtu) {
        long frames = Math.max(0, FrameBuffers.inFlightLimit(bufferBytes, mtu, PacketLink.FRAMES));
        return Map.of(Capabilities.BUFFER_BYTES, bufferBytes, Capabilities.BUFFER_FRAMES, frames);
    }
}
