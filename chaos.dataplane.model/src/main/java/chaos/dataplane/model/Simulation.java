package chaos.dataplane.model;

import chaos.api.impairment.Impairment;
import chaos.api.impairment.Seed;
import chaos.api.prediction.Shares;
import chaos.api.prediction.Traffic;
import chaos.distribution.LatencyTables;
import chaos.engine.DropCause;
import chaos.engine.Engine;
import chaos.engine.EngineSettings;
import chaos.engine.Fates;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Packets of a traffic at a constant rate through the engine, counted once queue and chains have settled. */
final class Simulation implements Fates {

    /** How many packets are counted. */
    static final int PACKETS = 60_000;

    /** How many are counted where only their mean latency matters. */
    static final int FEW = 20_000;

    /** How many go before them at most, to fill the queue. */
    static final int MAX_WARM_UP = 40_000;

    private static final int MIN_WARM_UP = 1000;
    private static final long SEED = 1;
    private static final long NOT_OUT = -1;
    private static final int BLOCKS = 50;

    /** Two-sided 99.9 % of Student's t with 49 degrees of freedom. */
    private static final double T = 3.5;

    private final Impairment impairment;
    private final Traffic traffic;
    private final int warmUp;
    private final int packets;
    private final long[] out;
    private final boolean[] second;
    private final Engine engine;
    private long corrupted;
    private long came;

    /** With the tables of the shapes alone. */
    Simulation(Impairment impairment, Traffic traffic) {
        this(impairment, traffic, LatencyTables.SHAPES, PACKETS);
    }

    Simulation(Impairment impairment, Traffic traffic, LatencyTables tables, int packets) {
        this.packets = packets;
        this.out = new long[packets];
        this.second = new boolean[packets];
        this.impairment = impairment;
        this.traffic = traffic;
        this.warmUp = warmUp(new Load(impairment, traffic));
        Arrays.fill(out, NOT_OUT);
        long seed = impairment.seed().map(Seed::value).orElse(SEED);
        this.engine = new Engine(impairment, new EngineSettings(seed, EngineSettings.NO_LIMIT, tables), this);
    }

    /** As many as fill the queue, where it fills, and the latency before it. */
    static int warmUp(Load load) {
        double share = load.shareAtTheRate();
        double filling = share > 1 ? load.queuedPackets() / (1 - 1 / share) : MIN_WARM_UP;
        double before = load.impairment().rate().isEmpty() ? 0 : load.longestLatency() / load.spacing();
        return (int) Math.min(MAX_WARM_UP, Math.max(MIN_WARM_UP, 1.1 * filling + before));
    }

    ModelPredictor.Seen run() {
        return seen(send());
    }

    /** The delays of those that come out, in the order in which they are sent. */
    long[] delays() {
        double step = send();
        return IntStream.range(0, packets)
                .filter(place -> out[place] != NOT_OUT)
                .mapToLong(place -> out[place] - sentAt(place, step))
                .toArray();
    }

    private long sentAt(int place, double step) {
        return (long) ((place + warmUp) * step);
    }

    /** Sends all of them and waits; the answer is the time between two. */
    private double send() {
        double spacing = new Load(impairment, traffic).spacing();
        long last = (long) Math.min(Engine.MAX_TIME / 2.0, (warmUp + packets) * spacing);
        double step = (double) last / (warmUp + packets);
        for (int i = 0; i < warmUp + packets; i++) {
            engine.offer(traffic.packetBytes(), (long) (i * step));
        }
        engine.advance(Engine.MAX_TIME);
        return step;
    }

    @Override
    public void delivered(long packet, boolean copy, long at, int corruptedBit) {
        int place = (int) packet - warmUp;
        if (place < 0) {
            return;
        }
        came++;
        corrupted += corruptedBit == NO_BIT ? 0 : 1;
        second[place] = out[place] != NOT_OUT;
        out[place] = second[place] ? Math.min(out[place], at) : at;
    }

    @Override
    public void dropped(long packet, boolean copy, long at, DropCause cause) {
        // A packet is lost if neither it nor its copy comes out, whatever became of each.
    }

    private ModelPredictor.Seen seen(double step) {
        var delays = new long[packets];
        int arrived = 0;
        int twice = 0;
        int overtaken = 0;
        long earliest = Long.MAX_VALUE;
        for (int i = packets - 1; i >= 0; i--) {
            if (out[i] != NOT_OUT) {
                delays[arrived++] = out[i] - sentAt(i, step);
                overtaken += out[i] > earliest ? 1 : 0;
                earliest = Math.min(earliest, out[i]);
                twice += second[i] ? 1 : 0;
            }
        }
        double lost = 1 - (double) arrived / packets;
        var shares = new Shares(
                ModelPredictor.percent(lost, T * error(lost)),
                100.0 * overtaken / Math.max(1, arrived),
                100.0 * twice / packets,
                100.0 * corrupted / Math.max(1, came));
        var seen = Delays.of(delays, arrived);
        return new ModelPredictor.Seen(shares, seen);
    }

    /** The standard error of the loss share, from blocks, because losses come in bursts. */
    private double error(double lost) {
        int block = packets / BLOCKS;
        double squares = 0;
        for (int b = 0; b < BLOCKS; b++) {
            int gone = 0;
            for (int i = b * block; i < (b + 1) * block; i++) {
                gone += out[i] == NOT_OUT ? 1 : 0;
            }
            double off = (double) gone / block - lost;
            squares += off * off;
        }
        return Math.sqrt(squares / BLOCKS / (BLOCKS - 1));
    }
}
