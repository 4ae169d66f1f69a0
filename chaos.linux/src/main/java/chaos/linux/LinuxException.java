package chaos.linux;

import com.sun.jna.Native;

/** A C function that failed: which one, on what, and why. */
public final class LinuxException extends Exception {

    private static final long serialVersionUID = 1;

    private final String call;
    private final transient Errno errno;

    /**
     * A failure of one call.
     *
     * @param call the C function
     * @param subject what it was called on, for people
     * @param errno why
     */
    public LinuxException(String call, String subject, Errno errno) {
        super(call + " " + subject + ": " + errno);
        this.call = call;
        this.errno = errno;
    }

    static LinuxException last(String call, String subject) {
        return new LinuxException(call, subject, new Errno(Native.getLastError()));
    }

    /** Whether the last call only found nothing, or was interrupted: no failure, and far cheaper than one. */
    static boolean lastFoundNothing() {
        int errno = Native.getLastError();
        return errno == Errno.EAGAIN.number() || errno == Errno.EINTR.number();
    }

    static int check(int result, String call, String subject) throws LinuxException {
        if (result < 0) {
            throw last(call, subject);
        }
        return result;
    }

    /** The C function. */
    public String call() {
        return call;
    }

    /** Why it failed. */
    public Errno errno() {
        return errno;
    }
}
