package chaos.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A privilege of this process, as in {@code include/uapi/linux/capability.h}. */
public enum LinuxCapability {
    /** Change interfaces, bridges and qdiscs. */
    NET_ADMIN(12),
    /** Open packet sockets. */
    NET_RAW(13),
    /** Make and enter network namespaces. */
    SYS_ADMIN(21);

    private static final Path STATUS = Path.of("/proc/thread-self/status");
    private static final String EFFECTIVE = "CapEff:";

    private final int bit;

    LinuxCapability(int bit) {
        this.bit = bit;
    }

    /** The name that manuals use, for example {@code CAP_NET_ADMIN}. */
    public String title() {
        return "CAP_" + name();
    }

    /**
     * Whether the calling thread holds it now, in its own user namespace.
     *
     * @throws IOException if {@code /proc} cannot be read
     */
    public boolean held() throws IOException {
        return heldIn(Files.readString(STATUS));
    }

    boolean heldIn(String status) throws IOException {
        String line = status.lines()
                .filter(text -> text.startsWith(EFFECTIVE))
                .findFirst()
                .orElseThrow(() -> new IOException(STATUS + " has no line " + EFFECTIVE));
        long mask = Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16);
        return (mask >>> bit & 1) == 1;
    }
}
