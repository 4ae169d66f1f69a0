package chaos.dataplane.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import chaos.api.unit.Correlation;
import chaos.distribution.LatencyTable;
import chaos.distribution.TableFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other direction gets back what it had when a port was lost and found, also without the file of its table. */
@Tag("netem")
class LostPortGuestTest {

    private static final Impairment LATENCY = Impairment.NONE.withLatency(new Latency.Stochastic(
            Duration.ofMillis(60), Duration.ofMillis(5), new Distribution.Table("mine"), Correlation.NONE));

    @TempDir
    private Path stateDir;

    private Lab lab;
    private NetlinkDataPlane plane;

    @BeforeEach
    void open() throws IOException, DataPlaneException {
        TableFolder.in(stateDir).store("mine", LatencyTable.of((short) -8192, (short) 8192));
        lab = new Lab();
        lab.switchOn();
        plane = Lab.plane(new NetlinkSettings(lab.settings().ports(), TableFolder.in(stateDir)));
        plane.attach();
        lab.awaitConnected();
        plane.apply(Direction.PORT2, LATENCY);
        TableFolder.in(stateDir).delete("mine");
    }

    @AfterEach
    void close() throws IOException {
        plane.stop();
        lab.close();
    }

    @Test
    void otherDirection_keepsItsLatencyWithoutTheFile() throws IOException, DataPlaneException {
        lab.ip("link", "del", "p1");
        plane.detach();
        lab.veth("p1", lab.host1, "10.77.0.1/24");
        lab.introduce();
        plane.attach();
        assertTrue(plane.plan(Direction.PORT2, LATENCY).isHoldable());
        plane.apply(Direction.PORT2, LATENCY);
        assertEquals(LATENCY, plane.read(Direction.PORT2, Optional.of(LATENCY)).impairment());
        lab.awaitConnected();
        double millis = lab.ping(20).fastestMillis();
        assertTrue(millis >= 55 && millis < 75, "the fastest of 20 round trips took " + millis + " ms");
        assertEquals(
                "/latency/distribution/name",
                plane.plan(Direction.PORT2, LATENCY).refusals().get(0).field(),
                "who asks now asks for a table that is not there");
    }

    @Test
    void portsThatWereGivenBack_areAskedForAnew() throws DataPlaneException {
        plane.detach();
        plane.attach();
        assertEquals(1, plane.plan(Direction.PORT2, LATENCY).refusals().size());
    }
}
