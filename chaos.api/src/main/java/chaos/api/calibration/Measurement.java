package chaos.api.calibration;

import java.time.Duration;
import java.time.Instant;

/**
 * What became of the probes of a train.
 *
 * @param startedAt when the first was sent
 * @param took until the last was sent
 * @param sent how many were sent
 * @param oneWayDelay how long the first copy of each probe took
 * @param arrivals how many frames of the train arrived, duplicates and corrupted ones included
 * @param duplicates arrivals beyond the first of a probe
 * @param corrupted arrivals with a changed bit
 * @param inversions arrivals after one that was sent later
 */
public record Measurement(
        Instant startedAt,
        Duration took,
        long sent,
        ProbeDelays oneWayDelay,
        long arrivals,
        long duplicates,
        long corrupted,
        long inversions) {}
