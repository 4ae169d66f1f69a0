package chaos.dataplane.tck;

import chaos.api.dataplane.DataPlane;
import chaos.api.link.Direction;

/** The fake keeps the contract, so that what is tested against it is tested against a plane. */
final class FakePlaneContractTest extends TrafficContract {

    private final FakePlane.Wire wire = new FakePlane.Wire();

    @Override
    protected DataPlane newPlane() {
        return new FakePlane("fake", true, wire).refusing("/corruption/ber", "/seed");
    }

    @Override
    protected void send(Direction direction, int packets, int bytes) {
        ((FakePlane) plane()).send(direction, packets, bytes);
    }

    @Override
    protected String portsAsFound() {
        return wire.isFree() ? "free" : "taken";
    }
}
