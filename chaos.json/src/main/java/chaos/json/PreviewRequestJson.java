package chaos.json;

import chaos.api.impairment.Impairment;
import chaos.api.prediction.Traffic;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The question what an impairment would do to a traffic. The bare impairment is accepted in its place.
 *
 * @param impairment absent: none
 * @param packetBytes layer-2 bytes of each packet, without preamble and FCS: 14 to 65,535; absent: 1500
 * @param packetsPerSecond above 0; absent: 1000
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PreviewRequestJson(
        Optional<ImpairmentJson> impairment, Optional<Long> packetBytes, Optional<Double> packetsPerSecond) {

    private static final String IMPAIRMENT = "impairment";
    private static final long USUAL_BYTES = 1500;
    private static final double USUAL_RATE = 1000;

    /**
     * The question that a client sent.
     *
     * @param utf8 JSON text: this document, or an impairment
     * @throws MalformedJsonException if it is anything else
     */
    public static PreviewRequestJson read(byte[] utf8) {
        var node = JsonText.parse(utf8);
        var reader = new DocumentReader(false);
        boolean whole = node instanceof Node.Members members
                && Stream.of(IMPAIRMENT, "packet_bytes", "packets_per_second")
                        .anyMatch(name -> members.all().containsKey(name));
        return whole
                ? reader.read(node, "", PreviewRequestJson.class)
                : new PreviewRequestJson(
                        Optional.of(reader.read(node, "", ImpairmentJson.class)), Optional.empty(), Optional.empty());
    }

    /** The question about this. */
    public static PreviewRequestJson of(ImpairmentJson impairment, Traffic traffic) {
        return new PreviewRequestJson(
                Optional.of(impairment),
                Optional.of((long) traffic.packetBytes()),
                Optional.of(traffic.packetsPerSecond()));
    }

    /**
     * The impairment that is asked about.
     *
     * @throws MalformedJsonException if a value is out of range or two contradict each other
     */
    public Impairment wanted() {
        return impairment.map(ImpairmentJson::impairment).orElse(Impairment.NONE);
    }

    /**
     * The traffic that is asked about.
     *
     * @throws MalformedJsonException if a value is out of range
     */
    public Traffic traffic() {
        long bytes = packetBytes.orElse(USUAL_BYTES);
        double rate = packetsPerSecond.orElse(USUAL_RATE);
        if (bytes < Traffic.MIN_BYTES || bytes > Traffic.MAX_BYTES) {
            throw new MalformedJsonException(
                    "/packet_bytes", "must be " + Traffic.MIN_BYTES + " to " + Traffic.MAX_BYTES + ", was " + bytes);
        }
        if (!(rate > 0 && rate <= Double.MAX_VALUE)) { // also refuses NaN
            throw new MalformedJsonException("/packets_per_second", "must be above 0, was " + rate);
        }
        return new Traffic((int) bytes, rate);
    }
}
