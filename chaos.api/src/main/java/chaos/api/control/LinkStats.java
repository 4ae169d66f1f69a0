package chaos.api.control;

import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.QdiscStats;
import chaos.api.link.LinkName;

/**
 * The counters of one direction with their rates since the sample before.
 *
 * @param link which link
 * @param plane the plane that counted
 * @param sample the counters
 * @param bitsPerSecond layer-2 bits that left, a second; 0 in the first sample
 * @param packetsPerSecond packets that left, a second; 0 in the first sample
 */
public record LinkStats(
        LinkName link, PlaneName plane, QdiscStats sample, double bitsPerSecond, double packetsPerSecond) {}
