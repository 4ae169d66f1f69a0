package chaos.rig.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.ProbeTrain;
import chaos.linux.traffic.Passage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DisturbancesTest {

    private static final ProbeTrain TRAIN = train(20_000, 20_000);
    private static final Passage.Sent SENT = new Passage.Sent(19_900, 19_000_000, 0, 0);
    private static final Passage.Came CAME = came(0, 5, 5);

    private static final Condition.Counted QUIET = new Condition.Counted(0, 0);
    private static final OptionalLong NONE = OptionalLong.of(0);

    private static ProbeTrain train(long count, double perSecond) {
        return new ProbeTrain(count, 60, perSecond, 1);
    }

    private static Passage.Came came(long overruns, long earlier, long strangers) {
        var stranger = Optional.of(new Passage.Stranger("02:00:00:00:00:07", 0x0806));
        return new Passage.Came(overruns, earlier, strangers, strangers, stranger, 3);
    }

    private static List<String> said(ProbeTrain train, Passage.Sent sent, Passage.Came came, OptionalLong step) {
        var trace = new ProbeTrace(new long[0], new int[0], new long[0], new boolean[0]);
        return Disturbances.of(train, new Passage(Instant.EPOCH, trace, sent, came, step), QUIET, 0);
    }

    private static List<String> said(ProbeTrain train, double perSecond) {
        return said(train, new Passage.Sent(perSecond, 1, 0, 0), came(0, 0, 0), NONE);
    }

    @Test
    void of_passesOverWhatDoesNotMatter() {
        assertEquals(List.of(), said(TRAIN, SENT, CAME, NONE), "five strangers and a rate that is half a percent off");
    }

    @Test
    void of_saysThatTheClockWasStepped() {
        assertEquals(
                List.of("the clock was stepped by -1.250 ms; keep whatever sets it from stepping"),
                said(TRAIN, SENT, CAME, OptionalLong.of(-1_250_000)));
    }

    @Test
    void of_saysWhatTheSenderDidWrong() {
        assertEquals(
                List.of(
                        "3 probes were thrown away before they were on the link",
                        "the sender was held up 4 times, because too many of its probes were on their way",
                        "handing one probe over took 20.1 ms; the processor is busy"),
                said(TRAIN, new Passage.Sent(20_000, 20_100_000, 4, 3), CAME, NONE));
    }

    @Test
    void of_saysThatTheRateIsAnother() {
        var slow = List.of("19700 probes a second were offered instead of 20000; the processor is busy");
        assertEquals(slow, said(TRAIN, 19_700));
        assertEquals(List.of(), said(train(10, 20_000), 10_000), "by less than a millisecond in all");
        assertEquals(List.of(), said(train(10_000, 1e9), 10_000), "as fast as it goes");
        assertEquals(List.of(), said(train(1, 20_000), 0), "a single one has no rate");
    }

    @Test
    void of_saysWhatCameAndWhatDidNot() {
        assertEquals(
                List.of(
                        "the receiver had no room for 7 frames; the processor is busy",
                        "6 probes of an earlier train came; wait longer for the last of them",
                        "there was other traffic on the link: 6 frames that are no probes, the first with EtherType"
                                + " 0x0806 from 02:00:00:00:00:07"),
                said(TRAIN, SENT, came(7, 6, 6), NONE));
    }

    @Test
    void of_saysThatTheClockCouldNotBeWatched() {
        assertEquals(
                List.of("whether the clock was stepped cannot be told, because reading it took too long each time;"
                        + " the processor is busy"),
                said(TRAIN, SENT, CAME, OptionalLong.empty()));
    }

    @Test
    void of_passesOverNothingBesideFewProbes() {
        assertEquals(
                List.of(
                        "there was other traffic on the link: 1 frames that are no probes, the first with EtherType"
                                + " 0x0806 from 02:00:00:00:00:07",
                        "hosts spoke to their neighbours on the link, IPv6 in 1 frames, which is much beside the"
                                + " probes"),
                said(train(200, 1e9), SENT, came(0, 0, 1), NONE));
    }

    @Test
    void of_saysWhatTheKernelThrewAwayInBetween() {
        var trace = new ProbeTrace(new long[0], new int[0], new long[0], new boolean[0]);
        assertEquals(
                List.of("the kernel threw 9 frames away between two interfaces, because a processor did not get to"
                        + " them; it is busy, or net.core.netdev_max_backlog is small"),
                Disturbances.of(TRAIN, new Passage(Instant.EPOCH, trace, SENT, CAME, NONE), QUIET, 9));
    }

    @Test
    void of_saysWhatTookTheOtherWay() {
        var trace = new ProbeTrace(new long[0], new int[0], new long[0], new boolean[0]);
        var passage = new Passage(Instant.EPOCH, trace, SENT, CAME, NONE);
        assertEquals(List.of(), Disturbances.of(TRAIN, passage, new Condition.Counted(0, 20), 0));
        assertEquals(
                List.of("there was other traffic on the link: 21 frames in the other direction"),
                Disturbances.of(TRAIN, passage, new Condition.Counted(0, 21), 0));
    }

    @Test
    void of_saysThatHostsSpeakALot() {
        var came = new Passage.Came(0, 0, 0, 21, Optional.empty(), 0);
        assertEquals(
                List.of("hosts spoke to their neighbours on the link, IPv6 in 21 frames, which is much beside the"
                        + " probes"),
                said(TRAIN, SENT, came, NONE));
    }
}
