package chaos.dataplane.netlink.grid;

import chaos.api.impairment.Impairment;
import chaos.distribution.LatencyTables;
import chaos.engine.EngineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** The engine many times on one train, each time with another seed: what it says, and how far chance moves it. */
final class Replicas {

    /** How often. */
    static final int COUNT = 60;

    /** How far from a whole number: the order changes a few times in a train at most. */
    private static final double BEATS = 0.02;

    private final List<Twin.Run> runs = new ArrayList<>();
    private final Impairment impairment;
    private final LatencyTables tables;
    private final long[] sentAt;
    private final int bytes;
    private final SplittableRandom random;

    Replicas(Impairment impairment, LatencyTables tables, long seed, long[] sentAt, int bytes) {
        this.impairment = impairment;
        this.tables = tables;
        this.sentAt = sentAt;
        this.bytes = bytes;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < COUNT; i++) {
            runs.add(another());
        }
    }

    /**
     * The nanoseconds from packet to packet where a whole number of them comes while the rate carries one, and 0 where
     * not: then each packet that leaves does so as another one comes, in one order or the other for the whole train.
     */
    double beat() {
        double spacing = (double) (sentAt[sentAt.length - 1] - sentAt[0]) / Math.max(1, sentAt.length - 1);
        double arrivals = impairment
                .rate()
                .map(rate -> (bytes + rate.packetOverhead()) * 1e9 / rate.rate().bytesPerSecond() / spacing)
                .orElse(0.0);
        return arrivals > 1.5 && Math.abs(arrivals - Math.rint(arrivals)) < BEATS ? spacing : 0;
    }

    /** One more, which is not kept. */
    Twin.Run another() {
        var settings = new EngineSettings(random.nextLong(), EngineSettings.NO_LIMIT, tables);
        return Twin.run(impairment, settings, sentAt, bytes);
    }

    SplittableRandom random() {
        return random;
    }

    List<Twin.Run> runs() {
        return runs;
    }

    double mean(ToDoubleFunction<Twin.Run> of) {
        return runs.stream().mapToDouble(of).average().orElseThrow();
    }

    /** Of one run, in the square. */
    double variance(ToDoubleFunction<Twin.Run> of) {
        double mean = mean(of);
        return runs.stream()
                        .mapToDouble(run -> Math.pow(of.applyAsDouble(run) - mean, 2))
                        .sum()
                / (runs.size() - 1);
    }
}
