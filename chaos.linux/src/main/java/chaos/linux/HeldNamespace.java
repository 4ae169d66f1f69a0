package chaos.linux;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A network namespace that is kept open: whatever becomes of its names it is there until this is closed, and one
 * without a name is gone then, however the process ends.
 */
public final class HeldNamespace implements AutoCloseable {

    private final int fd;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HeldNamespace(int fd) {
        this.fd = fd;
    }

    /**
     * Opens one that exists.
     *
     * @param path of its file, such as {@code /run/netns/lab}
     * @throws LinuxException if it is not there or may not be opened
     */
    public static HeldNamespace open(String path) throws LinuxException {
        int flags = LibC.O_RDONLY | LibC.O_CLOEXEC;
        return new HeldNamespace(LinuxException.check(LibC.open(path, flags), "open", path));
    }

    /**
     * Makes a new one without a name, with a loopback interface that is down and nothing else. Needs {@link
     * LinuxCapability#SYS_ADMIN}.
     *
     * @throws LinuxException if the kernel refuses
     */
    public static HeldNamespace make() throws LinuxException {
        return NetworkNamespace.scratch().inside(() -> open("/proc/thread-self/ns/net"));
    }

    /** The open file, by which requests name it. */
    public int descriptor() {
        return fd;
    }

    /** What work can be done in, as long as this is open. */
    public NetworkNamespace namespace() {
        return NetworkNamespace.at("/proc/self/fd/" + fd);
    }

    /** Lets it go; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            LibC.close(fd);
        }
    }
}
