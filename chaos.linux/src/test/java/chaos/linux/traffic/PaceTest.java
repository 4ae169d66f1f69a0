package chaos.linux.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chaos.api.calibration.ProbeTrain;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long START = 5_000;

    private static Pace pace(double perSecond) {
        return new Pace(new ProbeTrain(1000, 60, perSecond, 1), START);
    }

    @Test
    void due_isEven() {
        assertEquals(START, pace(20_000).due(0, START));
        assertEquals(START + 50_000, pace(20_000).due(1, START));
        assertEquals(START + 333_333, pace(3000).due(1, START), "a third of a millisecond");
        assertEquals(START + 1_000_000_000, pace(3000).due(3000, START), "and it does not add up");
    }

    @Test
    void due_afterALateOneIsNoBurst() {
        long late = START + 500_000;
        assertEquals(late + 25_000, pace(20_000).due(2, late), "twice as fast");
        assertEquals(START + 1_000_000, pace(20_000).due(20, START + 960_000), "and even again");
    }

    @Test
    void due_withoutAPaceIsAtOnce() {
        assertEquals(START + 77, pace(1e9).due(500, START + 77));
    }

    @Test
    void perSecond_isBetweenFirstAndLast() {
        assertEquals(20_000, Pace.perSecond(3, 0, 100_000));
        assertEquals(0, Pace.perSecond(2, 7, 7));
    }
}
