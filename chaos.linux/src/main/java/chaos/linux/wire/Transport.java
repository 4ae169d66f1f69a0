package chaos.linux.wire;

import chaos.linux.LinuxException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** The way to the kernel and back; the one thing that a test replaces. */
@FunctionalInterface
public interface Transport extends AutoCloseable {

    /**
     * Sends a datagram and hands over what comes back until the taker has all it waits for. A transport that runs out
     * of time never hands an answer that comes later to another taker.
     *
     * @param request whole messages
     * @param taker gets each datagram; on whichever thread
     * @param timeout for sending and receiving together
     * @throws TimeoutException if the taker did not get all in time; the kernel may still do what was asked
     * @throws LinuxException if the socket fails
     * @throws NetlinkException from the taker
     */
    void exchange(ByteBuffer request, Taker taker, Duration timeout)
            throws TimeoutException, LinuxException, NetlinkException;

    /** Whether this is the address of a socket that its requests were sent from. */
    default boolean isSender(int address) {
        return false;
    }

    /**
     * The same way for short answers, which it is quicker for; this where there is none. The kernel ends a listing
     * before the first message that has no room, and says nothing: who lists by it must know what to expect.
     */
    default Transport narrow() {
        return this;
    }

    /** Lets go of what waits for the next exchange; that one opens it anew. */
    default void leave() {}

    /** Gives back what it holds. */
    @Override
    default void close() {}

    /** Who waits for answers. */
    @FunctionalInterface
    interface Taker {

        /**
         * Takes one datagram.
         *
         * @return whether it has all that it waits for
         * @throws NetlinkException if the datagram makes no sense
         */
        boolean take(ByteBuffer datagram) throws NetlinkException;
    }
}
