package chaos.calibration.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.Measurement;
import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.RigException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class MeanwhileTest {

    private static final Measurement MEASURED = new Measurement(
            Instant.EPOCH, new ProbeTrace(new long[1], new int[0], new long[0], new boolean[0]), List.of());

    @Test
    void itIsDoneAgain_untilTheMeasurementHasEnded() throws Exception {
        var thrice = new CountDownLatch(3);
        var measured = Meanwhile.of(() -> {
            assertTrue(thrice.await(10, TimeUnit.SECONDS), "nothing was done meanwhile");
            return MEASURED;
        });
        assertSame(MEASURED, measured.during(thrice::countDown));
    }

    @Test
    void whatFailsMeanwhile_endsTheMeasurement() {
        var interrupted = new AtomicBoolean();
        var began = new CountDownLatch(1);
        var measured = Meanwhile.of(() -> {
            began.countDown();
            try {
                assertTrue(new CountDownLatch(1).await(10, TimeUnit.SECONDS), "it was not cancelled");
                return MEASURED;
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
            }
        });
        assertThrows(
                LinkException.class,
                () -> measured.during(() -> {
                    if (began.getCount() == 0) {
                        throw new LinkException("somebody changed the link");
                    }
                }));
        assertTrue(interrupted.get());
    }

    @Test
    void aRigThatFails_isToldAsSuch() {
        var measured = Meanwhile.of(() -> {
            throw new RigException("no rig");
        });
        var failure = assertThrows(RigException.class, () -> measured.during(() -> {}));
        assertEquals("no rig", failure.getMessage());
    }
}
