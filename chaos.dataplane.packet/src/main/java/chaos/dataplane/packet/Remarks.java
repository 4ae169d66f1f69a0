package chaos.dataplane.packet;

import chaos.api.dataplane.ReadBack;
import chaos.api.dataplane.Warning;
import chaos.api.link.Direction;
import chaos.linux.LinuxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one direction holds, with what a person should know of it; read on the thread that carries the packets. */
final class Remarks {

    private static final double SECOND = 1e9;
    private static final double MEBIBYTE = 1 << 20;
    private static final long LONG_WAIT = 1_000_000_000;

    private final Forwarder way;
    private final Direction direction;
    private final List<Warning> warnings = new ArrayList<>();

    private Remarks(Forwarder way, Direction direction) {
        this.way = way;
        this.direction = direction;
    }

    static ReadBack readBack(Forwarder way, Direction direction, Instant at) throws LinuxException {
        var remarks = new Remarks(way, direction);
        remarks.heldUp();
        remarks.crowdedOut();
        remarks.notCut();
        return new ReadBack(way.passage().held(), at, way.passage().layers(), List.of(), remarks.warnings);
    }

    /** It is what the last change asked for, and ends by itself: no divergence. */
    private void heldUp() {
        long wait = way.heldUp();
        if (wait > LONG_WAIT) {
            add(
                    Warning.HELD_UP,
                    String.format(
                            Locale.ROOT,
                            "%s: packets in flight keep their order: those that come now wait %.1f s more for them;"
                                    + " to lose those instead: chaos use model --force, then chaos use packet",
                            direction.word(),
                            wait / SECOND));
        }
    }

    private void crowdedOut() throws LinuxException {
        way.intake().overruns(); // they are counted when they are asked for
        long packets = way.passage().crowdedOut();
        if (packets > 0) {
            add(
                    Warning.EMULATOR_LIMIT,
                    String.format(
                            Locale.ROOT,
                            "%s: %d packets found no room and were dropped since the last change; the buffer of %.0f"
                                    + " MiB holds %d frames in flight: raise buffer in chaosd.toml, or ask for less"
                                    + " latency or traffic",
                            direction.word(),
                            packets,
                            way.bufferBytes() / MEBIBYTE,
                            way.engineLimit()));
        }
    }

    private void notCut() {
        long refused = way.intake().refused();
        if (refused > 0) {
            add(
                    "super_packets_refused",
                    direction.word() + ": " + refused
                            + " super-packets could not be cut into frames and were dropped; switch segmentation off"
                            + " where they are made (ethtool -K DEVICE tso off gso off, of the tunnel and of what is"
                            + " below it)");
        }
    }

    private void add(String reason, String detail) {
        warnings.add(Warning.general(reason, detail));
    }
}
