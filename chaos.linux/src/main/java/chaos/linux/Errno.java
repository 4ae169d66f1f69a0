package chaos.linux;

import java.util.Map;

/**
 * An error number of the kernel, as in {@code include/uapi/asm-generic/errno-base.h} and {@code errno.h}.
 *
 * @param number above 0
 */
public record Errno(int number) {

    /** Operation not permitted: a capability is missing. */
    public static final Errno EPERM = new Errno(1);

    /** No such file, qdisc or kind. */
    public static final Errno ENOENT = new Errno(2);

    /** Interrupted by a signal. */
    public static final Errno EINTR = new Errno(4);

    /** Not an open descriptor. */
    public static final Errno EBADF = new Errno(9);

    /** Nothing there yet. */
    public static final Errno EAGAIN = new Errno(11);

    /** Permission denied. */
    public static final Errno EACCES = new Errno(13);

    /** No such device, or it went away under the socket that is bound to it. */
    public static final Errno ENXIO = new Errno(6);

    /** Busy. */
    public static final Errno EBUSY = new Errno(16);

    /** Exists already. */
    public static final Errno EEXIST = new Errno(17);

    /** No such network interface. */
    public static final Errno ENODEV = new Errno(19);

    /** A value that the kernel refuses. */
    public static final Errno EINVAL = new Errno(22);

    /** Longer than there is room for. */
    public static final Errno EMSGSIZE = new Errno(90);

    /** Not supported. */
    public static final Errno EOPNOTSUPP = new Errno(95);

    /** The address is taken. */
    public static final Errno EADDRINUSE = new Errno(98);

    /** The interface is switched off. */
    public static final Errno ENETDOWN = new Errno(100);

    /** Answers were lost because the receive buffer was full. */
    public static final Errno ENOBUFS = new Errno(105);

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "EPERM"),
            Map.entry(2, "ENOENT"),
            Map.entry(4, "EINTR"),
            Map.entry(5, "EIO"),
            Map.entry(6, "ENXIO"),
            Map.entry(7, "E2BIG"),
            Map.entry(9, "EBADF"),
            Map.entry(11, "EAGAIN"),
            Map.entry(12, "ENOMEM"),
            Map.entry(13, "EACCES"),
            Map.entry(14, "EFAULT"),
            Map.entry(16, "EBUSY"),
            Map.entry(17, "EEXIST"),
            Map.entry(19, "ENODEV"),
            Map.entry(20, "ENOTDIR"),
            Map.entry(22, "EINVAL"),
            Map.entry(24, "EMFILE"),
            Map.entry(28, "ENOSPC"),
            Map.entry(34, "ERANGE"),
            Map.entry(36, "ENAMETOOLONG"),
            Map.entry(38, "ENOSYS"),
            Map.entry(40, "ELOOP"),
            Map.entry(75, "EOVERFLOW"),
            Map.entry(90, "EMSGSIZE"),
            Map.entry(93, "EPROTONOSUPPORT"),
            Map.entry(95, "EOPNOTSUPP"),
            Map.entry(97, "EAFNOSUPPORT"),
            Map.entry(98, "EADDRINUSE"),
            Map.entry(100, "ENETDOWN"),
            Map.entry(105, "ENOBUFS"),
            Map.entry(110, "ETIMEDOUT"),
            Map.entry(111, "ECONNREFUSED"));

    /**
     * An error number.
     *
     * @throws IllegalArgumentException if not above 0
     */
    public Errno {
        if (number <= 0) {
            throw new IllegalArgumentException("errno must be above 0, was " + number);
        }
    }

    /** Its C name, for example {@code ENODEV}; {@code errno 200} where this class knows none. */
    public String name() {
        return NAMES.getOrDefault(number, "errno " + number);
    }

    /** What the C library says about it, for example {@code No such device}. */
    public String text() {
        return LibC.strerror(number);
    }

    /** Name and text. */
    @Override
    public String toString() {
        return name() + " (" + text() + ")";
    }
}
