package chaos.api.impairment;

import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;

/**
 * A second copy of a packet is made before queueing.
 *
 * @param share the share of packets duplicated
 * @param correlation how much the previous draw decides the next
 */
public record Duplication(Probability share, Correlation correlation) {}
