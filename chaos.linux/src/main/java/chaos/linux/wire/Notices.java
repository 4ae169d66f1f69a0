package chaos.linux.wire;

import chaos.linux.LinuxException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** What the kernel tells everybody who listens; the other thing that a test replaces. */
public interface Notices extends AutoCloseable {

    /**
     * The next datagram.
     *
     * @param timeout how long to wait for one
     * @return nothing when none came
     * @throws LinuxException if the socket fails; {@code ENOBUFS} when some were lost
     */
    Optional<ByteBuffer> next(Duration timeout) throws LinuxException;

    /** Gives back what it holds. */
    @Override
    void close();

    /** Where notices come from. */
    @FunctionalInterface
    interface Source {

        /**
         * Listens from now on.
         *
         * @throws LinuxException if it cannot
         */
        Notices open() throws LinuxException;
    }
}
