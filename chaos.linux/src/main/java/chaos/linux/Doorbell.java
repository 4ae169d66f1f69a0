package chaos.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** Wakes a thread that waits for frames ({@code eventfd(2)}). May be rung from any thread. */
public final class Doorbell implements AutoCloseable {

    private final int fd;
    private final Memory one = new Memory(Long.BYTES);
    private final Memory rung = new Memory(Long.BYTES);
    private boolean closed;

    private Doorbell(int fd) {
        this.fd = fd;
        one.setLong(0, 1);
    }

    /**
     * A new one.
     *
     * @throws LinuxException if the kernel refuses
     */
    public static Doorbell open() throws LinuxException {
        int flags = LibC.EFD_NONBLOCK | LibC.EFD_CLOEXEC;
        return new Doorbell(LinuxException.check(LibC.eventfd(0, flags), "eventfd", "doorbell"));
    }

    /** Rings: who waits stops waiting, who does not will not wait the next time. After the close nothing. */
    public synchronized void ring() {
        if (!closed) {
            LibC.write(fd, Pointer.nativeValue(one), Long.BYTES);
        }
    }

    synchronized void hush() {
        if (!closed) {
            LibC.read(fd, Pointer.nativeValue(rung), Long.BYTES);
        }
    }

    int fd() {
        return fd;
    }

    /** Gives it back; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            LibC.close(fd);
            one.close();
            rung.close();
        }
    }
}
