package chaos.calibration.run;

import chaos.api.calibration.Measurement;
import chaos.api.calibration.MeasurementRequest;
import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.RigDescription;
import chaos.api.calibration.TrafficRig;
import chaos.api.dataplane.PlaneName;
import chaos.api.link.LinkName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** A rig that measures a link which exists in its imagination, with an error that was planted there. */
final class PlantedRig implements TrafficRig {

    static final PlaneName PLANE = new PlaneName("planted");

    private final Planted planted;
    private final SplittableRandom random;

    /** What becomes of a train. */
    @FunctionalInterface
    interface Planted {

        /** The trace of evenly spaced probes. */
        ProbeTrace trace(long[] sentAt, ProbeTrain train, SplittableRandom random);
    }

    PlantedRig(long seed, Planted planted) {
        this(new SplittableRandom(seed), planted);
    }

    PlantedRig(SplittableRandom random, Planted planted) {
        this.random = random;
        this.planted = planted;
    }

    @Override
    public String name() {
        return "planted";
    }

    @Override
    public boolean measures(PlaneName plane) {
        return plane.equals(PLANE);
    }

    @Override
    public RigDescription describe(LinkName link) {
        return new RigDescription("planted", false, Map.of(), List.of("it makes everything up"));
    }

    @Override
    public Measurement measureFloor(ProbeTrain train, Duration settle) {
        long[] sentAt = sentAt(train);
        return measured(delayed(sentAt, new long[sentAt.length]));
    }

    @Override
    public Measurement measure(MeasurementRequest request) {
        return measured(planted.trace(sentAt(request.train()), request.train(), random));
    }

    private static Measurement measured(ProbeTrace trace) {
        return new Measurement(Instant.EPOCH, trace, List.of());
    }

    private static long[] sentAt(ProbeTrain train) {
        var sentAt = new long[(int) train.count()];
        Arrays.setAll(sentAt, i -> (long) (i * 1e9 / train.packetsPerSecond()));
        return sentAt;
    }

    /** Everything arrives, in order, so much later. */
    static ProbeTrace delayed(long[] sentAt, long[] by) {
        return at(sentAt, sentAt.length, probe -> sentAt[probe] + by[probe]);
    }

    /** Each is lost with this chance. */
    static ProbeTrace lossy(long[] sentAt, double loss, SplittableRandom random) {
        return lost(sentAt, () -> random.nextDouble() < loss);
    }

    /** Each is lost where the next draw says so. */
    static ProbeTrace lost(long[] sentAt, BooleanSupplier draw) {
        var arrived = IntStream.range(0, sentAt.length)
                .filter(probe -> !draw.getAsBoolean())
                .toArray();
        return arrivals(sentAt, arrived);
    }

    /** These arrive, in this order, without a delay. */
    static ProbeTrace arrivals(long[] sentAt, int[] probes) {
        var times = Arrays.stream(probes).mapToLong(probe -> sentAt[probe]).toArray();
        return new ProbeTrace(sentAt, probes, times, new boolean[probes.length]);
    }

    /** So many arrive, one after the other, at these times. */
    static ProbeTrace at(long[] sentAt, int arrivals, IntToLongFunction time) {
        var probes = IntStream.range(0, arrivals).toArray();
        var times = IntStream.range(0, arrivals).mapToLong(time).toArray();
        return new ProbeTrace(sentAt, probes, times, new boolean[arrivals]);
    }
}
