package chaos.json;

import chaos.api.control.LinkStats;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * Counters of one direction, cumulative since the plane was attached, and rates since the sample before.
 *
 * @param direction {@code port1} or {@code port2}
 * @param sampledAt nanoseconds since the Unix epoch
 * @param bytes layer-2 bytes that left
 * @param packets packets that left
 * @param drops packets that did not leave, whatever the cause
 * @param overlimits times that a packet had to wait for the rate
 * @param requeues times that the driver gave a packet back
 * @param backlogBytes bytes that wait now
 * @param backlogPackets packets that wait now
 * @param reordered packets that skipped the latency
 * @param dropsByCause drops told apart
 * @param bitsPerSecond layer-2 bits that left, a second
 * @param packetsPerSecond packets that left, a second
 * @param layers each layer with its own counters
 * @param histograms times of packets since the plane was attached; absent: the plane measures none, or had no packet
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record StatsJson(
        String direction,
        long sampledAt,
        long bytes,
        long packets,
        long drops,
        long overlimits,
        long requeues,
        long backlogBytes,
        long backlogPackets,
        long reordered,
        DropsJson dropsByCause,
        double bitsPerSecond,
        double packetsPerSecond,
        List<LayerJson> layers,
        Optional<List<HistogramJson>> histograms) {

    /** The document of a direction's counters. */
    public static StatsJson of(LinkStats stats) {
        var sample = stats.sample();
        var counters = sample.counters();
        return new StatsJson(
                sample.direction().word(),
                Times.nanos(sample.sampledAt()),
                counters.bytes(),
                counters.packets(),
                counters.drops(),
                counters.overlimits(),
                counters.requeues(),
                sample.backlogBytes(),
                sample.backlogPackets(),
                counters.reordered(),
                DropsJson.of(sample.dropsByCause()),
                stats.bitsPerSecond(),
                stats.packetsPerSecond(),
                sample.layers().stream().map(LayerJson::of).toList(),
                Optional.of(sample.histograms().stream().map(HistogramJson::of).toList())
                        .filter(histograms -> !histograms.isEmpty()));
    }
}
