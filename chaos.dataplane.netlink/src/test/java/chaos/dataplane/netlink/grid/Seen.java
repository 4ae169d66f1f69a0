package chaos.dataplane.netlink.grid;

import chaos.api.calibration.ProbeTrace;
import java.util.Arrays;
import java.util.stream.LongStream;

/** What a trace shows, counted the same way for the kernel's and for the engine's. */
public final class Seen {

    private static final long LOST = -1;
    private static final double SECOND = 1e9;
    private static final double BITS = 8;

    private final ProbeTrace trace;
    /** Of the first arrival of each probe, in nanoseconds; {@link #LOST} where there is none. */
    private final long[] delays;

    private int twice;
    private int corrupted;
    private int overtaken;

    public Seen(ProbeTrace trace) {
        this.trace = trace;
        this.delays = new long[trace.sent()];
        Arrays.fill(delays, LOST);
        int latest = -1;
        for (int i = 0; i < trace.arrivals(); i++) {
            int probe = trace.probe(i);
            corrupted += trace.isCorrupted(i) ? 1 : 0;
            if (delays[probe] == LOST) {
                delays[probe] = Math.max(0, trace.arrivedAt(i) - trace.sentAt(probe));
                overtaken += probe < latest ? 1 : 0;
                latest = Math.max(latest, probe);
            } else {
                twice++;
            }
        }
    }

    ProbeTrace trace() {
        return trace;
    }

    /** A share of trials. */
    public record Share(long count, long trials) {

        double value() {
            return trials == 0 ? 0 : (double) count / trials;
        }
    }

    /** Probes of which nothing arrived. */
    public Share lost() {
        return new Share(LongStream.of(delays).filter(delay -> delay == LOST).count(), delays.length);
    }

    /** Of the lost, those after which the next one is lost too: the mean burst is 1 / (1 - this). */
    public Share lostAgain() {
        int lost = 0;
        int again = 0;
        for (int i = 0; i + 1 < delays.length; i++) {
            if (delays[i] == LOST) {
                lost++;
                again += delays[i + 1] == LOST ? 1 : 0;
            }
        }
        return new Share(again, lost);
    }

    /** Probes that arrived twice. */
    public Share twice() {
        return new Share(twice, delays.length);
    }

    /** Arrivals with a flipped bit. */
    public Share corrupted() {
        return new Share(corrupted, trace.arrivals());
    }

    /** Probes that arrived after one that was sent later (RFC 4737). */
    public Share overtaken() {
        return new Share(overtaken, arrived());
    }

    /** Probes that took less than this. */
    public Share earlierThan(long nanos) {
        return new Share(delays().filter(delay -> delay < nanos).count(), arrived());
    }

    private long arrived() {
        return delays().count();
    }

    /** One-way delays of those that arrived, in the order they were sent. */
    public LongStream delays() {
        return LongStream.of(delays).filter(delay -> delay != LOST);
    }

    /** Bits a second between the first and the last tenth of the arrivals; 0 where that is nothing. */
    public double bitsPerSecond(int bytes) {
        int first = trace.arrivals() / 10;
        int last = trace.arrivals() - 1 - first;
        if (last <= first) {
            return 0;
        }
        return (last - first) * bytes * BITS * SECOND / (trace.arrivedAt(last) - trace.arrivedAt(first));
    }
}
