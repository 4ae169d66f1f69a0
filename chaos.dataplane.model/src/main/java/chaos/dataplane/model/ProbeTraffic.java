package chaos.dataplane.model;

import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.RigException;
import java.util.Arrays;

/** The probes of a train, evenly spaced, and when each was offered. It ends early where its thread is interrupted. */
final class ProbeTraffic implements TrafficSource {

    /** From here on probes are offered back to back. */
    static final double BACK_TO_BACK = 1e9;

    /** Of the line on which back to back is meant, in bits a nanosecond. */
    static final int LINE_RATE = 10;

    private static final int MAX_PROBES = 20_000_000;
    private static final double MAX_NANOS = 366 * 86_400e9;
    private static final double SECOND = 1e9;
    /** Preamble, checksum and gap (IEEE 802.3). */
    private static final int AROUND = 24;

    private static final int LOOK_EVERY = 1 << 16;

    private final ProbeTrain train;
    private final double spacing;
    private final long[] sentAt;
    private int sent;

    private ProbeTraffic(ProbeTrain train, double spacing) {
        this.train = train;
        this.spacing = spacing;
        this.sentAt = new long[(int) train.count()];
    }

    /**
     * A train that was not offered yet.
     *
     * @throws RigException if it is longer than can be kept
     */
    static ProbeTraffic of(ProbeTrain train) throws RigException {
        double spacing = spacing(train);
        if (train.count() > MAX_PROBES || train.count() * spacing > MAX_NANOS) {
            throw new RigException("the model rig sends at most " + MAX_PROBES + " probes in at most a year, was asked"
                    + " for " + train.count() + " at " + train.packetsPerSecond() + " a second; send fewer");
        }
        return new ProbeTraffic(train, spacing);
    }

    private static double spacing(ProbeTrain train) {
        return train.packetsPerSecond() >= BACK_TO_BACK
                ? (train.bytes() + AROUND) * (double) Byte.SIZE / LINE_RATE
                : SECOND / train.packetsPerSecond();
    }

    @Override
    public boolean next() {
        if (sent == sentAt.length
                || (sent % LOOK_EVERY == 0 && Thread.currentThread().isInterrupted())) {
            return false;
        }
        sentAt[sent] = (long) (sent * spacing);
        sent++;
        return true;
    }

    @Override
    public long at() {
        return sentAt[sent - 1];
    }

    @Override
    public int bytes() {
        return train.bytes();
    }

    /** When each probe was offered that was, after the start. */
    long[] sentAt() {
        return Arrays.copyOf(sentAt, sent);
    }
}
