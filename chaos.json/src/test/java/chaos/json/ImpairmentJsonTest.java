package chaos.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.impairment.Corruption;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.Ordering;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Reordering;
import chaos.api.impairment.Seed;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImpairmentJsonTest {

    private static final Correlation NONE = Correlation.NONE;

    /** What a client may send, what it means, and what is answered for it. */
    static Stream<Arguments> accepted() {
        var constant = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(40)));
        return Stream.of(
                arguments("{}", Impairment.NONE, "{}"),
                arguments(" \n{ }\t", Impairment.NONE, "{}"),
                row("'latency':{'kind':'constant','duration':40000000}", constant),
                arguments(
                        json("'latency':{'kind':'stochastic','mean':40000000,'jitter':0}"),
                        constant,
                        json("'latency':{'kind':'constant','duration':40000000}")),
                arguments(json("'latency':{'kind':'constant','duration':0}"), Impairment.NONE, "{}"),
                arguments(json("'loss':{'model':'bernoulli','pct':0}"), Impairment.NONE, "{}"),
                arguments(
                        json("'latency':{'kind':'stochastic','mean':40000000,'jitter':5000000}"),
                        stochastic(Distribution.Shape.UNIFORM),
                        json("'latency':{'kind':'stochastic','mean':40000000,'jitter':5000000,"
                                + "'distribution':{'kind':'uniform'},'correlation':0.0}")),
                row(
                        "'latency':{'kind':'stochastic','mean':40000000,'jitter':5000000,"
                                + "'distribution':{'kind':'table','name':'wifi_2-4'},'correlation':0.0}",
                        stochastic(new Distribution.Table("wifi_2-4"))));
    }

    static Stream<Arguments> acceptedShares() {
        var constant = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(40)));
        return Stream.of(
                row(
                        "'loss':{'model':'bernoulli','pct':1.0,'correlation':0.25}",
                        Impairment.NONE.withLoss(
                                new LossModel.Bernoulli(Probability.ofPercent(1), Correlation.ofFraction(0.25)))),
                arguments(
                        json("'loss':{'model':'gilbert_elliott','p':0.01,'r':0.25}"),
                        Impairment.NONE.withLoss(new LossModel.GilbertElliott(
                                part(0.01), part(0.25), Probability.ALWAYS, Probability.NEVER)),
                        json("'loss':{'model':'gilbert_elliott','p':0.01,'r':0.25,"
                                + "'loss_in_bad':1.0,'loss_in_good':0.0}")),
                row(
                        "'loss':{'model':'four_state','p13':0.1,'p31':0.9,'p32':0.05,'p23':0.5,'p14':0.01}",
                        Impairment.NONE.withLoss(
                                new LossModel.FourState(part(0.1), part(0.9), part(0.05), part(0.5), part(0.01)))),
                row( // together one part above 1, because both are rounded up
                        "'loss':{'model':'four_state','p13':0.1,'p31':0.9,'p32':0.1,'p23':0.5,'p14':0.9}",
                        Impairment.NONE.withLoss(
                                new LossModel.FourState(part(0.1), part(0.9), part(0.1), part(0.5), part(0.9)))),
                arguments(
                        json("'duplication':{'pct':0.5}"),
                        Impairment.NONE.withDuplication(new Duplication(Probability.ofPercent(0.5), NONE)),
                        json("'duplication':{'pct':0.5,'correlation':0.0}")),
                arguments(
                        json("'reordering':{'pct':2},'latency':{'kind':'constant','duration':40000000}"),
                        constant.withReordering(new Reordering(Probability.ofPercent(2), NONE, 1)),
                        json("'latency':{'kind':'constant','duration':40000000},"
                                + "'reordering':{'pct':2.0,'correlation':0.0,'gap':1}")),
                arguments(
                        json("'corruption':{'pct':1e-1}"),
                        Impairment.NONE.withCorruption(new Corruption.Share(Probability.ofPercent(0.1), NONE)),
                        json("'corruption':{'pct':0.1,'correlation':0.0}")),
                row("'corruption':{'ber':1.0E-7}", Impairment.NONE.withCorruption(new Corruption.BitErrors(1e-7))));
    }

    static Stream<Arguments> acceptedLimits() {
        return Stream.of(
                arguments(
                        json("'rate':{'bits_per_second':25000000}"),
                        Impairment.NONE.withRate(RateLimit.of(new BitRate(25_000_000))),
                        json("'rate':{'bits_per_second':25000000,'packet_overhead':0}")),
                row(
                        "'rate':{'bits_per_second':25000000,'burst_bytes':32000,'packet_overhead':4,'cell_size':48}",
                        Impairment.NONE.withRate(new RateLimit(
                                new BitRate(25_000_000), Optional.of(new ByteCount(32_000)), 4, OptionalInt.of(48)))),
                row("'queue':{'limit_packets':1000}", Impairment.NONE.withQueue(new QueueLimit.Packets(1000))),
                row(
                        "'rate':{'bits_per_second':8,'packet_overhead':0},'queue':{'limit_time':1}",
                        Impairment.NONE
                                .withRate(RateLimit.of(new BitRate(8)))
                                .withQueue(new QueueLimit.Time(Duration.ofNanos(1)))),
                arguments(json("'ordering':'allow'"), Impairment.NONE, "{}"),
                row("'ordering':'preserve'", Impairment.NONE.withOrdering(Ordering.PRESERVE)),
                row("'seed':9223372036854775807", Impairment.NONE.withSeed(new Seed(Long.MAX_VALUE))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"accepted", "acceptedShares", "acceptedLimits"})
    void read_translatesAndAnswersCanonically(String sent, Impairment meant, String answered) {
        assertEquals(meant, read(sent));
        assertEquals(answered, StrictJson.text(ImpairmentJson.of(meant)));
        assertEquals(meant, read(answered));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "refused-impairments.psv", delimiter = '|', quoteCharacter = '`')
    void read_refusesAtThePlace(String sent, String field, String words) {
        var refusal = assertThrows(MalformedJsonException.class, () -> read(sent));
        assertEquals(field, refusal.field(), refusal.getMessage());
        assertTrue(refusal.detail().contains(words), refusal.detail());
        assertFalse(refusal.getMessage().contains("chaos."), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("java."), refusal.getMessage());
    }

    private static Impairment read(String text) {
        return StrictJson.read(text.getBytes(UTF_8), ImpairmentJson.class).impairment();
    }

    private static Impairment stochastic(Distribution distribution) {
        return Impairment.NONE.withLatency(
                new Latency.Stochastic(Duration.ofMillis(40), Duration.ofMillis(5), distribution, NONE));
    }

    private static Probability part(double fraction) {
        return Probability.ofFraction(fraction);
    }

    private static String json(String members) {
        return "{" + members.replace('\'', '"') + "}";
    }

    private static Arguments row(String members, Impairment meant) {
        return arguments(json(members), meant, json(members));
    }
}
