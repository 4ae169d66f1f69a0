package chaos.json;

import chaos.api.impairment.Corruption;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * Bits of packets are flipped: one bit of a share of the packets, or every bit by its rate; not both.
 *
 * @param pct percent of the packets, 0 to 100
 * @param correlation of pct: 0 to below 1; absent: 0
 * @param ber bit-error rate, 0 to 1
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CorruptionJson(Optional<Double> pct, Optional<Double> correlation, Optional<Double> ber) {

    private static final Part PART = new Part("/corruption", "ber");

    static CorruptionJson of(Corruption corruption) {
        return corruption.match(new Corruption.Cases<>() {
            @Override
            public CorruptionJson share(Corruption.Share share) {
                return new CorruptionJson(
                        Optional.of(share.share().percent()),
                        Optional.of(share.correlation().fraction()),
                        Optional.empty());
            }

            @Override
            public CorruptionJson bitErrors(Corruption.BitErrors errors) {
                return new CorruptionJson(Optional.empty(), Optional.empty(), Optional.of(errors.rate()));
            }
        });
    }

    /** The value that the document stands for. */
    Corruption corruption() {
        if (ber.isPresent()) {
            PART.lacks("pct", pct).lacks("correlation", correlation);
            return PART.value("ber", ber.get(), Corruption.BitErrors::new);
        }
        double share = pct.orElseThrow(() -> new MalformedJsonException("/corruption", "must have pct or ber"));
        return new Corruption.Share(
                PART.value("pct", share, Probability::ofPercent),
                PART.value("correlation", correlation.orElse(0.0), Correlation::ofFraction));
    }
}
