package chaos.dataplane.netlink.grid;

import chaos.api.calibration.ProbeTrace;
import chaos.api.impairment.Impairment;
import chaos.engine.DropCause;
import chaos.engine.Engine;
import chaos.engine.EngineSettings;
import chaos.engine.Fates;
import java.util.Arrays;

/** The engine with the very train that the kernel got: the same sizes at the times at which they were sent. */
public final class Twin implements Fates {

    private static final int ORDER_BITS = 16;
    private static final long ORDER_MASK = (1L << ORDER_BITS) - 1;

    private final long[] sentAt;
    private final Engine engine;
    private final long[] keys;
    private final int[] probes;
    private final boolean[] corrupted;
    private int arrivals;
    private long loss;
    private long queue;

    private Twin(Impairment impairment, EngineSettings settings, long[] sentAt) {
        this.sentAt = sentAt;
        this.engine = new Engine(impairment, settings, this);
        this.keys = new long[2 * sentAt.length];
        this.probes = new int[keys.length];
        this.corrupted = new boolean[keys.length];
    }

    /**
     * What the engine makes of it.
     *
     * @param seen the trace
     * @param loss packets that the loss model took
     * @param queue packets that found the queue full
     * @param reordered packets that skipped the latency
     */
    public record Run(Seen seen, long loss, long queue, long reordered) {}

    /** Runs it: at most 32767 packets. */
    public static Run run(Impairment impairment, EngineSettings settings, long[] sentAt, int bytes) {
        var twin = new Twin(impairment, settings, sentAt);
        for (long at : sentAt) {
            twin.engine.offer(bytes, at);
        }
        twin.engine.advance(Engine.MAX_TIME);
        return new Run(new Seen(twin.ordered()), twin.loss, twin.queue, twin.engine.reordered());
    }

    @Override
    public void delivered(long packet, boolean copy, long at, int corruptedBit) {
        keys[arrivals] = at << ORDER_BITS | arrivals;
        probes[arrivals] = (int) packet;
        corrupted[arrivals] = corruptedBit != NO_BIT;
        arrivals++;
    }

    @Override
    public void dropped(long packet, boolean copy, long at, DropCause cause) {
        loss += cause == DropCause.LOSS ? 1 : 0;
        queue += cause == DropCause.QUEUE ? 1 : 0;
    }

    private ProbeTrace ordered() {
        Arrays.sort(keys, 0, arrivals);
        var numbers = new int[arrivals];
        var times = new long[arrivals];
        var marks = new boolean[arrivals];
        for (int i = 0; i < arrivals; i++) {
            int place = (int) (keys[i] & ORDER_MASK);
            numbers[i] = probes[place];
            times[i] = keys[i] >> ORDER_BITS;
            marks[i] = corrupted[place];
        }
        return new ProbeTrace(sentAt, numbers, times, marks);
    }
}
