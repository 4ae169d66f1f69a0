package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of late packets, and what is only recorded. */
class LatenessWatchTest {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;

    private final List<String> told = new ArrayList<>();
    private final Delays delays = new Delays(MILLI);
    private final LatenessWatch watch = new LatenessWatch(delays, new LatenessWatch.Listener() {
        @Override
        public void late(long packets, long most) {
            told.add(packets + " by " + most / MILLI);
        }

        @Override
        public void ended(Throwable cause) {
            told.add("ended");
        }
    });

    /** Packets with a latency of 10 ms that leave so much after they are due. */
    private void left(int packets, long late) {
        for (int i = 0; i < packets; i++) {
            delays.left(0, 0, 10 * MILLI, 10 * MILLI + late);
        }
    }

    @Test
    void oddPacket_isRecordedAndNotTold() {
        left(200, MILLI / 100);
        left(2, 4 * MILLI);
        watch.look(SECOND);
        assertEquals(List.of(), told);
        assertEquals(Long.MAX_VALUE, watch.next());
        left(200, MILLI / 100);
        watch.look(2 * SECOND);
        left(1, 4 * MILLI);
        watch.look(3 * SECOND);
        assertEquals(List.of(), told, "those before are forgotten");
        assertEquals(4, delays.lateness().getMaxValue() / MILLI);
    }

    @Test
    void share_isToldOnceASecond() {
        left(297, MILLI / 100);
        left(3, 2 * MILLI);
        watch.look(SECOND);
        assertEquals(List.of("3 by 2"), told);
        left(5, 2 * MILLI);
        watch.look(SECOND + MILLI);
        assertEquals(1, told.size());
        assertEquals(2 * SECOND, watch.next(), "then it is looked again, also without another packet");
        watch.look(2 * SECOND);
        assertEquals(List.of("3 by 2", "5 by 2"), told);
    }

    /** However few packets there are: a thread that never gets the processor in time is told of by the third. */
    @Test
    void slowTraffic_thatIsAlwaysLate_isTold() {
        for (long second = 5; second <= 15; second += 5) {
            left(1, 2 * MILLI);
            watch.look(second * SECOND);
        }
        assertEquals(List.of("3 by 2"), told);
    }

    @Test
    void one_thatIsLateByMuch_isTold() {
        left(10_000, MILLI / 100);
        left(1, 20 * MILLI);
        watch.look(SECOND);
        assertEquals(List.of("1 by 20"), told);
    }

    /** Without a latency packets wait for those before them when there are as many as can be carried. */
    @Test
    void waitOfALoad_isToldWhenItIsMuch() {
        for (int i = 0; i < 1000; i++) {
            delays.left(0, 0, 0, 5 * MILLI);
        }
        watch.look(SECOND);
        assertEquals(List.of(), told);
        delays.left(0, 0, 0, 15 * MILLI);
        watch.look(2 * SECOND);
        assertEquals(List.of("1 by 15"), told);
    }
}
