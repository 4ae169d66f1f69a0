package chaos.linux;

import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A name that one holder at a time may have in one network namespace. It is an abstract Unix socket address
 * ({@code unix(7)}): it leaves no file behind, and goes with the process however that ends.
 */
public final class NamedLock implements AutoCloseable {

    // struct sockaddr_un { u16 family; char path[108]; }; an abstract path starts with a NUL
    private static final int PREFIX_BYTES = 3;
    private static final int MAX_NAME = 107;

    private final String name;
    private final int fd;
    private final AtomicBoolean closed = new AtomicBoolean();

    private NamedLock(String name, int fd) {
        this.name = name;
        this.fd = fd;
    }

    /**
     * Takes the name in the network namespace of the calling thread.
     *
     * @param name 1 to 107 bytes of UTF-8
     * @return nothing when somebody holds it
     * @throws LinuxException if the kernel refuses for another reason
     */
    public static Optional<NamedLock> take(String name) throws LinuxException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 1 || bytes.length > MAX_NAME) {
            throw new IllegalArgumentException("lock name must have 1 to " + MAX_NAME + " bytes: " + name);
        }
        int type = LibC.SOCK_STREAM | LibC.SOCK_CLOEXEC;
        int fd = LinuxException.check(LibC.socket(LibC.AF_UNIX, type, 0), "socket", "AF_UNIX");
        var lock = new NamedLock(name, fd);
        try (var address = new Memory(PREFIX_BYTES + bytes.length)) {
            address.clear();
            address.setShort(0, (short) LibC.AF_UNIX);
            address.write(PREFIX_BYTES, bytes, 0, bytes.length);
            LinuxException.check(LibC.bind(fd, address, PREFIX_BYTES + bytes.length), "bind", "@" + name);
            return Optional.of(lock);
        } catch (LinuxException e) {
            lock.close();
            if (Errno.EADDRINUSE.equals(e.errno())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Gives the name back; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            LibC.close(fd);
        }
    }

    /** Its name as {@code ss -xl} prints it, with a leading {@code @}. */
    @Override
    public String toString() {
        return "@" + name;
    }
}
