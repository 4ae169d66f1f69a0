package chaos.dataplane.model;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.link.Direction;
import chaos.dataplane.tck.TrafficContract;

final class ModelContractTest extends TrafficContract {

    @Override
    protected DataPlane newPlane() {
        return ModelDataPlaneTest.plane();
    }

    @Override
    protected void send(Direction direction, int packets, int bytes) throws DataPlaneException {
        for (int i = 0; i < packets; i++) {
            ((ModelDataPlane) plane()).offer(direction, bytes);
        }
    }
}
