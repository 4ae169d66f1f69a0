package chaos.api.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import chaos.api.dataplane.PlaneName;
import chaos.api.dataplane.ReadBack;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final Impairment LATE = Impairment.NONE.withLatency(new Latency.Constant(Duration.ofMillis(1)));

    private static Outcome outcome(Impairment desired, Impairment observed, Instant readAt) {
        var readBack = new ReadBack(observed, readAt, List.of(), List.of(), List.of());
        return new Outcome(
                LinkName.DEFAULT,
                Direction.PORT1,
                new PlaneName("model"),
                desired,
                readBack,
                Transition.NONE,
                List.of(),
                List.of());
    }

    @Test
    void tag_doesNotDependOnWhenItWasRead() {
        assertEquals(
                outcome(LATE, LATE, Instant.EPOCH).tag(),
                outcome(LATE, LATE, Instant.EPOCH.plusSeconds(9)).tag());
    }

    @Test
    void tag_changesWithDesiredAndObserved() {
        var tag = outcome(LATE, LATE, Instant.EPOCH).tag();
        assertNotEquals(tag, outcome(LATE, Impairment.NONE, Instant.EPOCH).tag());
        assertNotEquals(tag, outcome(Impairment.NONE, LATE, Instant.EPOCH).tag());
    }
}
