package chaos.calibration.cases;

import chaos.api.calibration.CaseDescription;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.ProbeTrace;
import chaos.api.calibration.RunRequest.Mode;
import chaos.api.calibration.ToleranceBand;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.QueueLimit;
import chaos.api.impairment.RateLimit;
import chaos.api.unit.BitRate;
import chaos.api.unit.ByteCount;
import chaos.calibration.statistics.Confidence;
import chaos.calibration.statistics.Estimates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Questions about rate, burst and queue. */
final class RateCases {

    private static final double SECOND = 1e9;
    private static final int BITS = 8;
    private static final String BITS_PER_SECOND = "bit/s";

    private RateCases() {}

    static List<CalibrationCase> all() {
        return List.of(new Ceiling(), new SmallFrames(), new BurstCase(), new Queue());
    }

    private static final BitRate MEGABIT = new BitRate(1_000_000);

    /** Of the canon: the ceiling. */
    private static final class Ceiling implements CalibrationCase {

        private static final CaseName NAME = new CaseName("T-RATE");
        private static final double BAND = 0.01;

        @Override
        public CaseDescription description() {
            return new CaseDescription(NAME, "rate: what comes through of more than that, within 1 %", true);
        }

        @Override
        public List<Trial> trials(Mode mode) {
            var ten = new BitRate(10_000_000);
            if (mode == Mode.QUICK) {
                return List.of(ceiling(NAME, ten, new Offer(512, 1.5), BAND));
            }
            var trials = new ArrayList<Trial>();
            for (int bytes : new int[] {64, 256, 1500}) {
                for (double load : new double[] {1.1, 1.5, 2}) {
                    trials.add(ceiling(NAME, ten, new Offer(bytes, load), BAND));
                }
            }
            trials.add(ceiling(NAME, new BitRate(100_000_000), new Offer(1500, 1.5), BAND));
            return trials;
        }
    }

    /** Small frames at a low rate. */
    private static final class SmallFrames implements CalibrationCase {

        private static final CaseName NAME = new CaseName("T-RATE-s");
        private static final double BAND = 0.02;

        @Override
        public CaseDescription description() {
            return new CaseDescription(NAME, "rate of 1 Mbit/s with frames of 64 bytes, within 2 %", false);
        }

        @Override
        public List<Trial> trials(Mode mode) {
            return List.of(ceiling(NAME, MEGABIT, new Offer(64, 1.5), BAND));
        }
    }

    /**
     * What is offered to a rate.
     *
     * @param bytes of each probe
     * @param times the rate
     */
    private record Offer(int bytes, double times) {}

    private static Trial ceiling(CaseName name, BitRate rate, Offer offer, double band) {
        double carriedPerSecond = (double) rate.bytesPerSecond() / offer.bytes();
        // What is judged are the last four fifths of what arrives, and that must be enough for the band.
        double seconds = Math.max(1, 1.4 * needed(band) / carriedPerSecond);
        return new ProbeTrial(
                Impairment.NONE.withRate(RateLimit.of(rate)),
                Shape.lasting(offer.bytes(), offer.times() * carriedPerSecond, seconds),
                Duration.ofMillis(400),
                seen -> judge(rate, seen, band),
                seen -> List.of(Plots.rate(name, seen, (double) rate.bitsPerSecond())));
    }

    /** So many frames that one more or less at either end moves the rate by a quarter of the band. */
    private static long needed(double band) {
        return (long) Math.ceil(2 / (band / 4));
    }

    private static List<Finding> judge(BitRate rate, Seen seen, double band) {
        double expected = seen.prediction().ceilings().throughputBitsPerSecond().orElse(0);
        var gate = ratio(expected, band);
        var measured = carried(seen);
        var quantity = "rate carried";
        var plane = measured.isPresent()
                ? Finding.plane(quantity, gate, needed(band), measured.get())
                        .goal(ratio(expected, band / 2))
                        .doubted(offered(seen, expected))
                : Finding.nothing(quantity, gate, needed(band), "hardly a probe arrived");
        return List.of(
                plane,
                Finding.intent("rate", ratio((double) rate.bitsPerSecond(), band), Estimates.exact(expected, 0)));
    }

    private static ToleranceBand ratio(double rate, double band) {
        return new ToleranceBand(rate * (1 - band), rate * (1 + band), BITS_PER_SECOND);
    }

    /**
     * Of the last four fifths of the arrivals. How their spacings differ from batch to batch bounds the error, and at
     * least that of one frame more or less at either end.
     */
    private static Optional<Estimate> carried(Seen seen) {
        var trace = seen.trace();
        int first = trace.arrivals() / 5;
        int frames = trace.arrivals() - 1 - first;
        if (frames < 2) {
            return Optional.empty();
        }
        var spacing = Estimates.mean(IntStream.range(first + 1, trace.arrivals())
                .mapToDouble(i -> trace.arrivedAt(i) - (double) trace.arrivedAt(i - 1))
                .toArray());
        double mean = Math.max(1.0 / frames, spacing.value());
        double value = (double) BITS * seen.shape().bytes() * SECOND / mean;
        double error = value * Math.max(1.0 / frames, (spacing.high() - spacing.low()) / 2 / mean);
        return Optional.of(new Estimate(value, value - error, value + error, frames, Confidence.LEVEL));
    }

    /** A ceiling shows only when more than that is offered. */
    private static Optional<String> offered(Seen seen, double ceiling) {
        var trace = seen.trace();
        double time = Math.max(1, trace.sentAt(trace.sent() - 1) - trace.sentAt(0));
        double offered = (trace.sent() - 1) * (double) BITS * seen.shape().bytes() * SECOND / time;
        return offered > 1.02 * ceiling
                ? Optional.empty()
                : Optional.of(String.format(
                        java.util.Locale.ROOT,
                        "the rig could offer %.3f Mbit/s only, which does not exceed the rate",
                        offered / 1e6));
    }

    /** What waits when the link is full. */
    private static final class Queue implements CalibrationCase {

        private static final int LIMIT = 50;
        private static final int BYTES = 1000;
        private static final int BURST = 3500;
        /** A frame leaves every 8 ms; one that leaves so shortly before the last is sent may not have been replaced. */
        private static final long UNCLEAR = 1_000_000;

        /** Four arrive while one leaves. */
        private static final Shape PACED = new Shape(BYTES, 500, 400);

        private static final int OF_A_GAP = 4;
        private static final Duration BEFORE = Duration.ofMillis(20);

        @Override
        public CaseDescription description() {
            return new CaseDescription(
                    new CaseName("T-QUEUE"),
                    "packets that wait when the link is full: as many as the queue's limit, and behind a latency at"
                            + " most those of one gap more",
                    false);
        }

        @Override
        public List<Trial> trials(Mode mode) {
            var rate = RateLimit.of(MEGABIT).withBurst(new ByteCount(BURST));
            var alone = Impairment.NONE.withRate(rate).withQueue(new QueueLimit.Packets(LIMIT));
            return List.of(
                    new ProbeTrial(
                            alone,
                            new Shape(BYTES, Shape.BACK_TO_BACK, 200),
                            Duration.ofMillis(600),
                            seen -> List.of(held(seen)),
                            seen -> List.of()),
                    new ProbeTrial(
                            alone.withLatency(new Latency.Constant(BEFORE)),
                            PACED,
                            Duration.ofMillis(600),
                            seen -> List.of(heldBehindLatency(seen)),
                            seen -> List.of()));
        }

        private static Finding held(Seen seen) {
            var trace = seen.trace();
            long end = trace.sentAt(trace.sent() - 1);
            // The burst itself leaves at once; after it, one frame every 8 ms.
            boolean unclear = IntStream.range(BURST / BYTES, trace.arrivals())
                    .mapToLong(trace::arrivedAt)
                    .anyMatch(at -> end - UNCLEAR <= at && at <= end + UNCLEAR / 2);
            return Finding.plane(
                            "packets held",
                            new ToleranceBand(LIMIT, LIMIT, "packets"),
                            LIMIT,
                            Estimates.exact(after(trace, end + UNCLEAR / 2), trace.sent()))
                    .asCertain()
                    .doubted(unclear ? Optional.of("a packet left just when the last one was sent") : Optional.empty());
        }

        /**
         * The kernel's emulator hands what is due to the queue only when one leaves, and tbf has looked at one. When in
         * that gap the last is sent is not the same in two runs.
         */
        private static Finding heldBehindLatency(Seen seen) {
            var trace = seen.trace();
            long end = trace.sentAt(trace.sent() - 1) + BEFORE.toNanos();
            double held = after(trace, end + UNCLEAR / 2);
            return Finding.plane(
                            "packets held behind a latency",
                            new ToleranceBand(LIMIT, LIMIT + 1 + OF_A_GAP, "packets"),
                            LIMIT,
                            new Estimate(held, held - 1 - OF_A_GAP, held + 1 + OF_A_GAP, trace.sent(), 1))
                    .asCertain();
        }

        private static double after(ProbeTrace trace, long time) {
            return IntStream.range(0, trace.arrivals())
                    .mapToLong(trace::arrivedAt)
                    .filter(at -> at > time)
                    .count();
        }
    }
}
