package chaos.control;

import chaos.api.dataplane.DataPlane;
import java.util.ArrayList;
import java.util.List;

/** The planes that are registered on one link now. Safe for several threads, and never waits for a plane. */
final class PresentPlanes {

    private volatile List<PresentPlane> planes = List.of();

    /** {@return the planes, highest ranking first} */
    List<PresentPlane> all() {
        return planes;
    }

    boolean contains(PresentPlane plane) {
        return planes.contains(plane);
    }

    synchronized void add(PresentPlane plane) {
        var more = new ArrayList<>(planes);
        more.add(plane);
        more.sort(PresentPlane.ORDER);
        planes = List.copyOf(more);
    }

    /** Forgets a plane; answers whether it was one of these. */
    synchronized boolean remove(DataPlane gone) {
        var rest = planes.stream().filter(plane -> !plane.is(gone)).toList();
        boolean was = rest.size() < planes.size();
        planes = rest;
        return was;
    }
}
