package chaos.dataplane.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import chaos.api.dataplane.Warning;
import chaos.api.impairment.Defaults;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.RateLimit;
import chaos.api.prediction.Prediction;
import chaos.api.prediction.Room;
import chaos.api.prediction.Traffic;
import chaos.api.unit.BitRate;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.distribution.LatencyTables;
import chaos.engine.DropCause;
import chaos.engine.Engine;
import chaos.engine.EngineSettings;
import chaos.engine.Fates;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A preview for a plane that has not room for all packets in flight says what the engine does with such a limit. */
final class CrowdTest {

    private static final int ROOM = 1000;
    private static final Traffic TRAFFIC = new Traffic(1000, 10_000);
    private static final int PACKETS = 300_000;
    private static final Impairment SECOND = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofSeconds(1)));

    private static Prediction predict(Impairment impairment, Traffic traffic, Room room) {
        return new ModelPredictor(LatencyTables.SHAPES)
                .predict(impairment, Impairment.NONE, traffic, Optional.of(room));
    }

    private static List<String> reasons(Prediction prediction) {
        return prediction.warnings().stream().map(Warning::reason).toList();
    }

    /** The share that is lost by then, in percent. */
    private static double lost(Impairment impairment) {
        Set<Long> came = new HashSet<>();
        var engine = new Engine(
                Defaults.fill(impairment, 1500), new EngineSettings(1, ROOM, LatencyTables.SHAPES), new Fates() {
                    @Override
                    public void delivered(long packet, boolean copy, long at, int corruptedBit) {
                        came.add(packet);
                    }

                    @Override
                    public void dropped(long packet, boolean copy, long at, DropCause cause) {}
                });
        for (int i = 0; i < PACKETS; i++) {
            engine.offer(TRAFFIC.packetBytes(), i * 100_000L);
        }
        engine.advance(Engine.MAX_TIME);
        return 100.0 * (PACKETS - came.size()) / PACKETS;
    }

    static Stream<Arguments> crowds() {
        var jitter = new Latency.Stochastic(
                Duration.ofSeconds(1), Duration.ofMillis(200), Distribution.Shape.NORMAL, Correlation.NONE);
        var tenth = new LossModel.Bernoulli(Probability.ofPercent(10), Correlation.NONE);
        var twice = new Duplication(Probability.ofPercent(50), Correlation.NONE);
        return Stream.of(
                arguments("constant", SECOND, 1e-9),
                arguments("jitter", Impairment.NONE.withLatency(jitter), 0.5),
                arguments("loss", SECOND.withLoss(tenth), 0.5),
                arguments("copies", SECOND.withDuplication(twice), 1.0),
                arguments("a rate above", SECOND.withRate(RateLimit.of(BitRate.parse("40mbit"))), 0.5),
                arguments("a rate below", SECOND.withRate(RateLimit.of(BitRate.parse("4mbit"))), 1.0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("crowds")
    void loss_isThatOfAnEngineWithThatLimit(String name, Impairment impairment, double within) {
        var prediction = predict(impairment, TRAFFIC, new Room(ROOM, 2_000_000));
        assertEquals(lost(impairment), prediction.shares().loss().value(), within, name);
        assertTrue(reasons(prediction).contains("emulator_limit"), name);
        assertEquals(2_000_000, prediction.ceilings().memoryBytes());
    }

    @Test
    void long_latencyAtAHighRate_isWarnedOfWithTheRemedy() {
        var twenty = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofSeconds(20)));
        var prediction = predict(twenty, new Traffic(60, 60_000), new Room(43_562, 64 << 20));
        assertEquals(96.37, prediction.shares().loss().value(), 0.01);
        assertEquals(64 << 20, prediction.ceilings().memoryBytes());
        assertEquals(
                List.of(Warning.about(
                        "/latency",
                        "emulator_limit",
                        "1200000 packets would be in flight, and the plane's buffer holds 43562: once it is full, the"
                                + " others are dropped (emulator); raise buffer in chaosd.toml, or ask for less"
                                + " latency, queue or traffic")),
                prediction.warnings());
    }

    @Test
    void room_forAllChangesNothingButTheMemory() {
        var prediction = predict(SECOND, TRAFFIC, new Room(20_000, 2_000_000));
        assertEquals(0, prediction.shares().loss().value());
        assertEquals(List.of(), prediction.warnings());
        assertEquals(1_000_000, prediction.ceilings().memoryBytes());
    }
}
