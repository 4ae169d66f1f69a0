package chaos.dataplane.model;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.link.Direction;
import chaos.api.prediction.Traffic;
import chaos.dataplane.tck.TrafficContract;

final class ModelContractTest extends TrafficContract {

    @Override
    protected DataPlane newPlane() {
        return ModelDataPlaneTest.plane();
    }

    @Override
    protected void send(Direction direction, int packets, int bytes) throws DataPlaneException {
        ((ModelDataPlane) plane()).offer(direction, SteadyTraffic.constant(new Traffic(bytes, 1000), packets));
    }
}
