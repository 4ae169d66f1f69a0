package chaos.api.prediction;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What traffic will not exceed.
 *
 * @param throughputBitsPerSecond the rate, where one is set
 * @param queueLatency the longest wait in the queue
 * @param memoryBytes the memory that packets in flight may take
 */
public record Ceilings(OptionalLong throughputBitsPerSecond, Duration queueLatency, long memoryBytes) {}
