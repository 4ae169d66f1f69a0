package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import chaos.api.unit.Correlation;
import chaos.distribution.LatencyTable;
import chaos.distribution.LatencyTables;
import chaos.distribution.UnusableTableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptTablesTest {

    private static final LatencyTable OLD = LatencyTable.of((short) -8192, (short) 8192);
    private static final LatencyTable NEW = LatencyTable.of((short) 0);
    private static final LatencyTables FILES =
            name -> Optional.ofNullable(Map.of("new", NEW).get(name))
                    .orElseThrow(() -> new UnusableTableException("there is no table \"" + name + "\""));

    private final KeptTables tables = new KeptTables(FILES);

    private static Impairment latency(String table) {
        return Impairment.NONE.withLatency(new Latency.Stochastic(
                Duration.ofMillis(40), Duration.ofMillis(5), new Distribution.Table(table), Correlation.NONE));
    }

    private void isGone(Direction direction) {
        assertThrows(UnusableTableException.class, () -> tables.of(direction).named("old"));
    }

    @Test
    void tableOfALostPort_isThereOnceMoreForItsDirection() throws UnusableTableException {
        tables.programmed(Direction.PORT2, latency("old"), Optional.of(OLD));
        isGone(Direction.PORT2);
        tables.detached(true);
        assertEquals(OLD, tables.of(Direction.PORT2).named("old"));
        assertEquals(NEW, tables.of(Direction.PORT2).named("new"), "another one is looked for in its file");
        isGone(Direction.PORT1);

        tables.programmed(Direction.PORT2, latency("old"), Optional.of(OLD));
        isGone(Direction.PORT2);
        tables.detached(true);
        assertEquals(OLD, tables.of(Direction.PORT2).named("old"), "and again when a port is lost again");
    }

    @Test
    void tableThatWasReplacedMeanwhile_isTheOneThatWasProgrammed() throws UnusableTableException {
        tables.programmed(Direction.PORT1, latency("new"), Optional.of(OLD));
        tables.detached(true);
        assertEquals(OLD, tables.of(Direction.PORT1).named("new"));
    }

    @Test
    void tableOfPortsThatWereGivenBack_isForgotten() {
        tables.programmed(Direction.PORT2, latency("old"), Optional.of(OLD));
        tables.detached(false);
        isGone(Direction.PORT2);
    }

    @Test
    void tableThatIsNoLongerProgrammed_isForgotten() {
        tables.programmed(Direction.PORT2, latency("old"), Optional.of(OLD));
        tables.programmed(Direction.PORT2, Impairment.NONE, Optional.empty());
        tables.detached(true);
        isGone(Direction.PORT2);
    }
}
