package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.ProbeTrain;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A busy processor makes packets late; nothing makes them early. */
@Tag("kernel")
class NeverEarlyKernelTest {

    private static final ProbeTrain TRAIN = new ProbeTrain(60_000, 200, 20_000, 1);
    private static final long LATENCY = 10_000_000;
    /** How well the two clocks can be compared. */
    private static final long CLOCKS = 20_000;

    @Test
    void constantLatency_isTheLeast() throws Exception {
        try (var lab = new Lab()) {
            lab.switchOn();
            var plane = lab.plane();
            plane.attach();
            try {
                lab.awaitConnected();
                plane.apply(
                        Direction.PORT2, Impairment.NONE.withLatency(new Latency.Constant(Duration.ofNanos(LATENCY))));
                var seen = lab.wire().send(TRAIN, Duration.ofSeconds(1)).trace();
                long[] early = Arrays.stream(seen.oneWayDelays())
                        .filter(delay -> delay < LATENCY - CLOCKS)
                        .toArray();
                assertEquals(0, early.length, () -> "by " + (LATENCY - early[0]) + " ns, the first");
                assertTrue(seen.arrivals() > TRAIN.count() / 2, seen::toString);
            } finally {
                plane.stop();
            }
        }
    }
}
