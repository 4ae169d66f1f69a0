package chaos.control;

import chaos.api.control.Divergence;
import chaos.api.control.HealthCheck;
import chaos.api.control.HealthCheck.Status;
import chaos.api.control.Impairments;
import chaos.api.control.LinkStatus;
import chaos.api.control.PlaneStatus;
import chaos.api.control.Planes;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.Warning;
import chaos.api.link.Direction;
import chaos.api.link.Port;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How one link is: what its state says, and while it is live, what its ports and a fresh read-back say. */
final class LinkCheck {

    /** What is a matter of health although the plane holds what it should. */
    private static final Set<String> SERIOUS = Set.of(LinkReader.LATE, Warning.HELD_UP);

    private LinkCheck() {}

    static HealthCheck of(Planes planes, Optional<Impairments> impairments) {
        var link = planes.status();
        var name = "link " + link.name();
        var reason = link.reason().orElse("");
        return switch (link.state()) {
            case LIVE -> live(name, link, problems(link, planes.planes(), impairments));
            case SWAPPING -> new HealthCheck(name, Status.WARN, reason);
            case FAILED, NONE -> new HealthCheck(name, Status.CRITICAL, reason);
        };
    }

    /**
     * Something that is the matter.
     *
     * @param status how bad it is
     * @param detail a sentence for people
     */
    private record Problem(Status status, String detail) {

        static Problem warn(String detail) {
            return new Problem(Status.WARN, detail);
        }
    }

    private static HealthCheck live(String name, LinkStatus link, List<Problem> problems) {
        String sentence = "the plane " + link.plane().orElseThrow() + " is live";
        var status = problems.stream()
                .map(Problem::status)
                .max(Comparator.naturalOrder())
                .orElse(Status.OK);
        var details = Stream.concat(Stream.of(sentence), problems.stream().map(Problem::detail));
        return new HealthCheck(name, status, details.collect(Collectors.joining("; ")));
    }

    private static List<Problem> problems(
            LinkStatus link, List<PlaneStatus> planes, Optional<Impairments> impairments) {
        var problems = new ArrayList<Problem>();
        link.ports().stream()
                .filter(port -> !port.carrier())
                .map(LinkCheck::noCarrier)
                .map(Problem::warn)
                .forEach(problems::add);
        for (var direction : Direction.values()) {
            impairments.ifPresent(service -> problems.addAll(problems(service, direction)));
        }
        // A plane that was to take the link and could not is not needed now, and will be missed when it is.
        planes.stream()
                .filter(plane -> plane.state() == PlaneStatus.State.FAILED)
                .map(plane -> "the plane " + plane.plane().name() + " failed: "
                        + plane.reason().orElse("it did not say why"))
                .map(Problem::warn)
                .forEach(problems::add);
        return problems;
    }

    private static String noCarrier(Port port) {
        return port.direction().word() + " (" + port.name() + ") has no carrier: nothing passes";
    }

    private static List<Problem> problems(Impairments impairments, Direction direction) {
        try {
            var outcome = impairments.read(direction);
            var problems = new ArrayList<Problem>();
            if (!outcome.isAsDesired()) {
                var fields = outcome.divergences().stream().map(Divergence::named);
                boolean shut = outcome.readBack().unasked().stream()
                        .anyMatch(warning -> warning.reason().equals(Warning.NOTHING_PASSES));
                problems.add(new Problem(
                        shut ? Status.CRITICAL : Status.WARN,
                        direction.word() + " does not hold what was asked for: "
                                + fields.collect(Collectors.joining(", "))));
            }
            outcome.warnings().stream()
                    .filter(warning -> SERIOUS.contains(warning.reason()))
                    .forEach(warning -> problems.add(Problem.warn(warning.detail())));
            return problems;
        } catch (DataPlaneException e) {
            return List.of(Problem.warn(direction.word() + " cannot be read: " + e.getMessage()));
        }
    }
}
