package chaos.linux.wire;

import chaos.linux.Errno;
import java.util.Optional;

/** A netlink request that did not succeed: what was asked, why not, and what the kernel says about it. */
public final class NetlinkException extends Exception {

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final transient Optional<Errno> errno;

    /** What went wrong. */
    public enum Kind {
        /** The kernel refused the request. */
        REFUSED,
        /** The kernel did not answer in time; what was asked may still happen. */
        TIMED_OUT,
        /** The answer makes no sense. */
        MALFORMED,
        /** The socket failed. */
        FAILED
    }

    private NetlinkException(Kind kind, Optional<Errno> errno, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.errno = errno;
    }

    /** The kernel said no. */
    public static NetlinkException refused(String operation, ExtendedAck ack) {
        var errno = new Errno(-ack.error());
        var text = new StringBuilder(operation).append(": ").append(errno);
        ack.text().ifPresent(said -> text.append(", \"").append(said).append('"'));
        ack.offset().ifPresent(at -> text.append(" at byte ").append(at));
        return new NetlinkException(Kind.REFUSED, Optional.of(errno), text.toString(), null);
    }

    /** The kernel said nothing. */
    public static NetlinkException timedOut(String operation, long millis, Throwable cause) {
        String text = operation + ": the kernel did not answer within " + millis + " ms";
        return new NetlinkException(Kind.TIMED_OUT, Optional.empty(), text, cause);
    }

    /** The kernel said something that cannot be read. */
    public static NetlinkException malformed(String text) {
        return new NetlinkException(Kind.MALFORMED, Optional.empty(), "netlink answer cannot be read: " + text, null);
    }

    /** The socket failed. */
    public static NetlinkException failed(String operation, Errno errno, Throwable cause) {
        return new NetlinkException(Kind.FAILED, Optional.of(errno), operation + ": " + cause.getMessage(), cause);
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** Whether the kernel refused for this reason. */
    public boolean refusedWith(Errno expected) {
        return kind == Kind.REFUSED && errno.equals(Optional.of(expected));
    }

    /** The error number, where there is one. */
    public Optional<Errno> errno() {
        return errno;
    }
}
