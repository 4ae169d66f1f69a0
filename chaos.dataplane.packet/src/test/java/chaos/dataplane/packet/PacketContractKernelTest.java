package chaos.dataplane.packet;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.link.Direction;
import chaos.dataplane.tck.TrafficContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract on this machine's kernel, with real packets. */
@Tag("kernel")
class PacketContractKernelTest extends TrafficContract {

    private static Lab lab;

    /** One for all: each test must leave the ports as they were. */
    @BeforeAll
    static void open() throws IOException {
        lab = new Lab();
        lab.switchOn();
    }

    @AfterAll
    static void close() throws IOException {
        lab.close();
    }

    @Override
    protected DataPlane newPlane() {
        return lab.plane();
    }

    @Override
    protected String portsAsFound() throws IOException {
        return lab.interfaces();
    }

    @Override
    protected void takeAway() {
        ((PacketDataPlane) plane()).stop();
    }

    @Override
    protected void send(Direction direction, int packets, int bytes) throws Exception {
        long before = done(direction);
        lab.send(direction, packets, bytes);
        Lab.await(packets + " packets left or were dropped", () -> done(direction) >= before + packets);
    }

    private long done(Direction direction) throws DataPlaneException {
        var counters = plane().stats(direction).counters();
        return counters.packets() + counters.drops();
    }
}
