package chaos.dataplane.netlink;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.link.Direction;
import chaos.dataplane.tck.TrafficContract;
import chaos.distribution.TableFolder;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract on this machine's kernel: what it cannot do must be refused. */
@Tag("kernel")
class NetlinkContractKernelTest extends TrafficContract {

    private static Lab lab;
    private static NamedTables tables;

    /** One for all: each test must leave the ports as they were, and making them takes seconds in the guest. */
    @BeforeAll
    static void open() throws IOException {
        tables = new NamedTables();
        lab = new Lab();
        lab.switchOn();
    }

    @AfterAll
    static void close() throws IOException {
        lab.close();
        tables.close();
    }

    @Override
    protected DataPlane newPlane() {
        var settings = lab.settings();
        return Lab.plane(new NetlinkSettings(settings.ports(), TableFolder.in(tables.stateDir())));
    }

    @Override
    protected String portsAsFound() throws IOException {
        return lab.interfaces();
    }

    @Override
    protected void takeAway() {
        ((NetlinkDataPlane) plane()).stop();
    }

    @Override
    protected void send(Direction direction, int packets, int bytes) throws Exception {
        long before = done(direction);
        lab.send(direction, packets, bytes);
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (done(direction) < before + packets) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(packets + " packets were sent, " + plane().stats(direction));
            }
            Thread.onSpinWait();
        }
    }

    private long done(Direction direction) throws DataPlaneException {
        var counters = plane().stats(direction).counters();
        return counters.packets() + counters.drops();
    }
}
