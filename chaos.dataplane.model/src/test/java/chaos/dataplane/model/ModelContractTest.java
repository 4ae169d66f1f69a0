package chaos.dataplane.model;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.link.Direction;
import chaos.api.prediction.Traffic;
import chaos.dataplane.tck.TrafficContract;
import chaos.distribution.LatencyTable;
import chaos.distribution.TableFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class ModelContractTest extends TrafficContract {

    @TempDir
    private static Path stateDir;

    @Override
    protected DataPlane newPlane() throws IOException {
        var tables = TableFolder.in(stateDir);
        tables.store("one-entry", LatencyTable.of((short) 8192));
        tables.store("three_entries", LatencyTable.of((short) -8192, (short) 0, (short) 16_384));
        return ModelDataPlaneTest.plane(tables);
    }

    @Override
    protected void send(Direction direction, int packets, int bytes) throws DataPlaneException {
        ((ModelDataPlane) plane()).offer(direction, SteadyTraffic.constant(new Traffic(bytes, 1000), packets));
    }
}
