package chaos.linux.ports;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Refusal;
import chaos.api.dataplane.Warning;
import chaos.api.link.Direction;
import chaos.linux.Errno;
import chaos.linux.LinuxException;
import chaos.linux.wire.NetlinkException;
import java.util.List;
import java.util.Optional;

/**
 * Where an operation is, so that what goes wrong below is told as what a caller can act on.
 *
 * @param operation the verb
 * @param direction where; empty if it concerns the whole link
 */
public record Trouble(String operation, Optional<Direction> direction) {

    /** What to do where CAP_NET_ADMIN is missing. */
    public static final String NET_ADMIN_REMEDY = "run the daemon as root, or give it CAP_NET_ADMIN (systemd:"
            + " AmbientCapabilities=CAP_NET_ADMIN) in the user namespace that owns its network namespace";

    private static final String SILENCE_REMEDY =
            "; something else holds its network configuration (dmesg names a driver"
                    + " that hangs); what was asked may still be done, so look at it and ask again";

    /** An operation on the whole link. */
    public static Trouble at(String operation) {
        return new Trouble(operation, Optional.empty());
    }

    /** An operation on one direction. */
    public static Trouble at(String operation, Direction direction) {
        return new Trouble(operation, Optional.of(direction));
    }

    /** The failure, with a sentence for people. */
    public DataPlaneException because(Reason reason, String detail) {
        return new DataPlaneException(operation, direction, reason, detail);
    }

    /** An impairment that the plane cannot hold. */
    public DataPlaneException because(List<Refusal> refusals) {
        boolean range = refusals.stream().allMatch(refusal -> refusal.cause() == Refusal.Cause.OUT_OF_RANGE);
        var detail = refusals.stream()
                .map(refusal -> refusal.field() + ": " + refusal.detail())
                .toList();
        return new DataPlaneException(
                operation,
                direction,
                range ? Reason.OUT_OF_RANGE : Reason.NOT_SUPPORTED,
                String.join("; ", detail),
                refusals);
    }

    /**
     * Ends an operation that gave something back.
     *
     * @param left what could not be undone
     * @throws DataPlaneException where that is anything
     */
    public void unlessUndone(List<Warning> left) throws DataPlaneException {
        if (!left.isEmpty()) {
            var details = left.stream().map(Warning::detail).toList();
            throw because(Reason.FAILED, "not everything was undone: " + String.join("; ", details));
        }
    }

    /** What the kernel's refusal, or its silence, means. */
    public DataPlaneException from(NetlinkException cause) {
        var known = Remedies.find(cause);
        if (known.isPresent()) {
            var remedy = known.get();
            String told = cause.getMessage() + "; " + remedy.remedy();
            var refusals = remedy.field()
                    .map(field -> List.of(new Refusal(field, Refusal.Cause.NOT_SUPPORTED, told)))
                    .orElseGet(List::of);
            return new DataPlaneException(operation, direction, remedy.reason(), told, refusals).causedBy(cause);
        }
        return because(reason(cause), detail(cause)).causedBy(cause);
    }

    /** What the failure of a C function means. */
    public DataPlaneException from(LinuxException cause) {
        var reason = isPermission(Optional.of(cause.errno())) ? Reason.NOT_PERMITTED : Reason.FAILED;
        return because(reason, detail(Optional.of(cause.errno()), cause.getMessage()))
                .causedBy(cause);
    }

    private static Reason reason(NetlinkException cause) {
        if (isPermission(cause.errno())) {
            return Reason.NOT_PERMITTED;
        }
        return switch (cause.kind()) {
            case REFUSED -> cause.refusedWith(Errno.ENODEV) ? Reason.NO_SUCH_PORT : Reason.REJECTED;
            case TIMED_OUT -> Reason.TIMED_OUT;
                // A socket is opened in the link's network namespace, and that is all that may not exist there.
            case FAILED -> cause.errno().filter(Errno.ENOENT::equals).isPresent() ? Reason.NO_SUCH_PORT : Reason.FAILED;
            case MALFORMED -> Reason.FAILED;
        };
    }

    private static String detail(NetlinkException cause) {
        return cause.kind() == NetlinkException.Kind.TIMED_OUT
                ? cause.getMessage() + SILENCE_REMEDY
                : detail(cause.errno(), cause.getMessage());
    }

    private static String detail(Optional<Errno> errno, String text) {
        return isPermission(errno) ? text + "; " + NET_ADMIN_REMEDY : text;
    }

    private static boolean isPermission(Optional<Errno> errno) {
        return errno.filter(number -> number.equals(Errno.EPERM) || number.equals(Errno.EACCES))
                .isPresent();
    }
}
