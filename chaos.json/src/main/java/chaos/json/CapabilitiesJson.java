package chaos.json;

import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Capability;
import chaos.api.dataplane.CorrelatedPart;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.SortedMap;

/**
 * What a plane can do on this machine.
 *
 * @param backendName the plane
 * @param backendVersion of its bundle
 * @param carriesTraffic whether real packets go through it
 * @param supportsLatency adds latency
 * @param supportsLossBernoulli loses packets by one share
 * @param supportsLossGilbertElliott loses packets by two states
 * @param supportsLossFourState loses packets by four states
 * @param supportsDuplication duplicates packets
 * @param supportsReordering lets packets overtake
 * @param supportsCorruption flips one bit of a share of the packets
 * @param supportsCorruptionBer flips every bit by its rate
 * @param supportsRate limits the rate
 * @param supportsQueue limits the queue
 * @param supportsOrderingPreserve keeps the order of packets under jitter
 * @param supportsSeed repeats its random sequence from a seed
 * @param supportsDistributions shapes of latency
 * @param supportsCorrelations parts whose correlation it holds at their true rate
 * @param unverifiable JSON pointers of the fields that its read-back cannot show
 * @param limits its own bounds by name, for example {@code latency_max} in nanoseconds
 * @param missing what it would need to do more
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CapabilitiesJson(
        String backendName,
        String backendVersion,
        boolean carriesTraffic,
        boolean supportsLatency,
        boolean supportsLossBernoulli,
        boolean supportsLossGilbertElliott,
        boolean supportsLossFourState,
        boolean supportsDuplication,
        boolean supportsReordering,
        boolean supportsCorruption,
        boolean supportsCorruptionBer,
        boolean supportsRate,
        boolean supportsQueue,
        boolean supportsOrderingPreserve,
        boolean supportsSeed,
        List<DistributionJson> supportsDistributions,
        List<String> supportsCorrelations,
        List<String> unverifiable,
        SortedMap<String, Long> limits,
        List<MissingJson> missing) {

    /** The document of a plane's capabilities. */
    public static CapabilitiesJson of(Capabilities can) {
        return new CapabilitiesJson(
                can.plane().name().value(),
                can.plane().version(),
                can.plane().carriesTraffic(),
                can.supports(Capability.LATENCY),
                can.supports(Capability.LOSS_BERNOULLI),
                can.supports(Capability.LOSS_GILBERT_ELLIOTT),
                can.supports(Capability.LOSS_FOUR_STATE),
                can.supports(Capability.DUPLICATION),
                can.supports(Capability.REORDERING),
                can.supports(Capability.CORRUPTION),
                can.supports(Capability.CORRUPTION_BER),
                can.supports(Capability.RATE),
                can.supports(Capability.QUEUE),
                can.supports(Capability.ORDERING_PRESERVE),
                can.supports(Capability.SEED),
                can.distributions().stream().map(DistributionJson::of).toList(),
                can.correlations().stream().sorted().map(CorrelatedPart::word).toList(),
                can.unverifiable(),
                can.limits(),
                can.missing().stream().map(MissingJson::of).toList());
    }
}
