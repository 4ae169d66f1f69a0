package chaos.linux.traffic;

import chaos.api.calibration.ProbeTrace;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of a train, and what else was seen meanwhile.
 *
 * @param startedAt when the first probe was sent
 * @param trace of the train
 * @param sent how the sending went
 * @param came what came that was not of the train, and what did not
 * @param clockStep by how much the wall clock was set meanwhile, in nanoseconds; 0 if it was not, empty if that
 *     cannot be told
 */
public record Passage(Instant startedAt, ProbeTrace trace, Sent sent, Came came, OptionalLong clockStep) {

    /**
     * How the sending went.
     *
     * @param perSecond how many probes a second were handed to the kernel
     * @param longest how long the kernel took for one at most, in nanoseconds
     * @param blocked how often the sender had to wait, because too much of it was still on its way
     * @param refused probes that the sender's own interface threw away
     */
    public record Sent(double perSecond, long longest, long blocked, long refused) {}

    /**
     * What came that was not of the train, and what did not.
     *
     * @param overruns frames that found no room at the receiver
     * @param earlier probes of an earlier train
     * @param strangers frames that are no probes, without {@code neighbours}
     * @param neighbours what IPv6 says unasked: neighbour discovery and multicast listeners
     * @param stranger the first of the strangers
     * @param mostFlipped the most flipped bits of one probe
     */
    public record Came(
            long overruns,
            long earlier,
            long strangers,
            long neighbours,
            Optional<Stranger> stranger,
            int mostFlipped) {}

    /**
     * A frame that is no probe.
     *
     * @param from its source address
     * @param etherType what it is
     */
    public record Stranger(String from, int etherType) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "EtherType 0x%04x from %s", etherType, from);
        }
    }
}
