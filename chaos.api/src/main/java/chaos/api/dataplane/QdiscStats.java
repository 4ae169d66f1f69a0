package chaos.api.dataplane;

import chaos.api.link.Direction;
import java.time.Instant;
import java.util.List;

/**
 * Counters of one direction at one moment.
 *
 * @param direction which
 * @param sampledAt when
 * @param counters cumulative since the plane was attached; without an impairment, the port's transmit counters
 * @param backlogBytes bytes that wait now
 * @param backlogPackets packets that wait now
 * @param dropsByCause drops told apart
 * @param layers each layer with its own counters
 * @param histograms times per packet, of a plane that carries the packets itself and has carried some; else empty
 */
public record QdiscStats(
        Direction direction,
        Instant sampledAt,
        Counters counters,
        long backlogBytes,
        long backlogPackets,
        DropCauses dropsByCause,
        List<Layer> layers,
        List<TimeHistogram> histograms) {

    /** Statistics of a plane that measures no times. */
    public QdiscStats(
            Direction direction,
            Instant sampledAt,
            Counters counters,
            long backlogBytes,
            long backlogPackets,
            DropCauses dropsByCause,
            List<Layer> layers) {
        this(direction, sampledAt, counters, backlogBytes, backlogPackets, dropsByCause, layers, List.of());
    }

    /** Statistics; lists are copied. */
    public QdiscStats {
        layers = List.copyOf(layers);
        histograms = List.copyOf(histograms);
    }
}
