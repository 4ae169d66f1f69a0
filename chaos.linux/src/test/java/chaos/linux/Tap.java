package chaos.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/**
 * The cable of a virtual machine ({@code Documentation/networking/tuntap.rst}): an interface that this end writes
 * frames into, also such of which the machine left work to a network card. It is there until this is closed.
 */
public final class Tap implements AutoCloseable {

    /** {@code struct virtio_net_hdr}, in this machine's byte order, in front of each frame. */
    public static final int HEADER_BYTES = 10;

    private static final int O_RDWR = 2;
    private static final long TUNSETIFF = 0x400454caL;
    private static final short IFF_TAP = 2;
    private static final short IFF_NO_PI = 0x1000;
    private static final short IFF_VNET_HDR = 0x4000;
    // struct ifreq { char name[16]; short flags; ... }
    private static final int REQUEST_BYTES = 40;
    private static final int FLAGS = 16;

    static {
        Native.register(Tap.class, NativeLibrary.getProcess());
    }

    private final int fd;

    private Tap(int fd) {
        this.fd = fd;
    }

    private static native int ioctl(int fd, long request, Pointer value);

    /** Makes an interface in the calling thread's network namespace. */
    public static Tap open(String name) throws LinuxException {
        int flags = O_RDWR | LibC.O_CLOEXEC;
        var tap = new Tap(LinuxException.check(LibC.open("/dev/net/tun", flags), "open", "/dev/net/tun"));
        try (var request = new Memory(REQUEST_BYTES)) {
            request.clear();
            byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
            request.write(0, letters, 0, letters.length);
            request.setShort(FLAGS, (short) (IFF_TAP | IFF_NO_PI | IFF_VNET_HDR));
            LinuxException.check(ioctl(tap.fd, TUNSETIFF, request), "ioctl", "TUNSETIFF");
            return tap;
        } catch (LinuxException e) {
            tap.close();
            throw e;
        }
    }

    /** A frame comes in by the interface, with its header in front. */
    public void write(byte[] bytes) throws LinuxException {
        try (var data = new Memory(bytes.length)) {
            data.write(0, bytes, 0, bytes.length);
            LinuxException.check((int) LibC.write(fd, Pointer.nativeValue(data), bytes.length), "write", "tap");
        }
    }

    @Override
    public void close() {
        LibC.close(fd);
    }
}
