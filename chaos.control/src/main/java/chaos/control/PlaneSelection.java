package chaos.control;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.PlaneName;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which plane a link should have: the one that was chosen, or else the highest ranking. Pure.
 *
 * @param choice the plane that was chosen; empty: by ranking
 * @param forced whether it was chosen in the knowledge that it may carry no traffic
 * @param realPorts whether the link has real ports, on which only a plane that carries traffic makes sense
 */
record PlaneSelection(Optional<PlaneName> choice, boolean forced, boolean realPorts) {

    /** What every plane finds that looks at the same ports. */
    private static final Set<Reason> OF_THE_PORTS =
            Set.copyOf(EnumSet.of(Reason.NO_SUCH_PORT, Reason.FOREIGN, Reason.NOT_PERMITTED));

    /** The same link by ranking. */
    PlaneSelection byRanking() {
        return new PlaneSelection(Optional.empty(), false, realPorts);
    }

    /** The same link with a plane chosen. */
    PlaneSelection choosing(PlaneName plane, boolean force) {
        return new PlaneSelection(Optional.of(plane), force, realPorts);
    }

    /**
     * The plane that an empty link should get. Planes that could not take the ports when last tried come after all
     * others, so that a broken one does not keep a working one out; but not where the ports themselves were the
     * trouble, or whoever is tried at the moment when that ends would have the link.
     *
     * @param present highest ranking first
     */
    Optional<PresentPlane> pick(List<PresentPlane> present) {
        var suitable = present.stream().filter(this::suits).toList();
        return suitable.stream()
                .filter(plane ->
                        plane.failure().filter(PlaneSelection::isOfThePlane).isEmpty())
                .findFirst()
                .or(() -> suitable.stream().findFirst());
    }

    /** The plane that should take over from the live one without being asked to: it ranks above, and was not tried. */
    Optional<PresentPlane> upgrade(List<PresentPlane> present, PresentPlane live) {
        return present.stream()
                .takeWhile(plane -> plane != live)
                .filter(this::suits)
                .filter(plane -> plane.failure().isEmpty() && plane.declined().isEmpty())
                .findFirst();
    }

    /**
     * The plane that this selection asks for, however it fared so far.
     *
     * @throws DataPlaneException if it is not there, or carries no traffic on real ports and was not forced
     */
    PresentPlane require(List<PresentPlane> present) throws DataPlaneException {
        if (choice.isEmpty()) {
            return present.stream()
                    .filter(this::suits)
                    .findFirst()
                    .orElseThrow(() -> refusal(Reason.NO_LIVE_PLANE, reasonForNone(present)));
        }
        var named = present.stream().filter(this::isNamed).findFirst();
        var plane = named.orElseThrow(() -> refusal(Reason.NO_SUCH_PLANE, absent(present)));
        if (!suits(plane)) {
            throw refusal(Reason.NOT_SUPPORTED, needsForce(plane));
        }
        return plane;
    }

    /** Why there is no plane to pick, for people. */
    String reasonForNone(List<PresentPlane> present) {
        if (choice.isPresent()) {
            return present.stream()
                    .filter(this::isNamed)
                    .findFirst()
                    .map(PlaneSelection::needsForce)
                    .orElseGet(() -> "waiting for the plane " + choice.get()
                            + ", which was chosen and is not there; start its bundle, or choose another plane");
        }
        return present.isEmpty()
                ? "no plane is there; start the bundle of one"
                : "no plane that carries traffic is there, and the link has real ports; start the bundle of one, or"
                        + " choose " + names(present.stream()) + " with --force";
    }

    private boolean suits(PresentPlane plane) {
        boolean carries = !realPorts || plane.carriesTraffic();
        return choice.isEmpty() ? carries : isNamed(plane) && (carries || forced);
    }

    private static boolean isOfThePlane(DataPlaneException failure) {
        return !OF_THE_PORTS.contains(failure.reason());
    }

    private boolean isNamed(PresentPlane plane) {
        return choice.filter(Predicate.isEqual(plane.name())).isPresent();
    }

    private String absent(List<PresentPlane> present) {
        return "no plane " + choice.map(PlaneName::value).orElse("at all") + " on this link; there "
                + (present.isEmpty() ? "is none" : "is " + names(present.stream()));
    }

    private static String names(Stream<PresentPlane> planes) {
        return String.join(
                ", ", planes.map(plane -> plane.name().value()).distinct().toList());
    }

    private static String needsForce(PresentPlane plane) {
        return "the plane " + plane.name() + " carries no traffic, and the link has real ports;"
                + " choose it with --force if that is what you want";
    }

    private static DataPlaneException refusal(Reason reason, String detail) {
        return new DataPlaneException("use", Optional.empty(), reason, detail);
    }
}
