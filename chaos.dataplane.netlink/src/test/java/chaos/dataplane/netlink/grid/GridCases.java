package chaos.dataplane.netlink.grid;

import static chaos.dataplane.netlink.grid.Part.correlatedJitter;
import static chaos.dataplane.netlink.grid.Part.correlatedLoss;
import static chaos.dataplane.netlink.grid.Part.corruption;
import static chaos.dataplane.netlink.grid.Part.duplication;
import static chaos.dataplane.netlink.grid.Part.fourStates;
import static chaos.dataplane.netlink.grid.Part.framedRate;
import static chaos.dataplane.netlink.grid.Part.jitter;
import static chaos.dataplane.netlink.grid.Part.latency;
import static chaos.dataplane.netlink.grid.Part.loss;
import static chaos.dataplane.netlink.grid.Part.preserve;
import static chaos.dataplane.netlink.grid.Part.queue;
import static chaos.dataplane.netlink.grid.Part.rate;
import static chaos.dataplane.netlink.grid.Part.reordering;
import static chaos.dataplane.netlink.grid.Part.twoStates;

import chaos.api.calibration.ProbeTrain;
import chaos.api.impairment.Distribution.Shape;
import chaos.api.impairment.Impairment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The grid: each field alone with its edges, pairs, and whole composites. */
public final class GridCases {

    private static final ProbeTrain SMALL = new ProbeTrain(3000, 200, 2000, 1);
    private static final ProbeTrain FEW = new ProbeTrain(1500, 200, 2000, 1);
    /** What a slow rate cannot carry: 8 Mbit/s. */
    private static final ProbeTrain LARGE = new ProbeTrain(2000, 1000, 1000, 1);

    private final List<GridCase> cases = new ArrayList<>();

    private GridCases() {}

    /** All of them. */
    public static List<GridCase> all() {
        var grid = new GridCases();
        grid.latencies();
        grid.losses();
        grid.chains();
        grid.copiesAndBits();
        grid.reorderings();
        grid.rates();
        grid.queues();
        grid.ordered();
        grid.pairs();
        grid.composites();
        return List.copyOf(grid.cases);
    }

    /** So many of them, by a seed, in the order of the grid. */
    public static List<GridCase> some(int count, long seed) {
        var all = all();
        var numbers = new ArrayList<Integer>();
        for (int i = 0; i < all.size(); i++) {
            numbers.add(i);
        }
        Collections.shuffle(numbers, new Random(seed));
        return numbers.stream().limit(count).sorted().map(all::get).toList();
    }

    private void add(ProbeTrain train, Part... parts) {
        String name = Stream.of(parts).map(Part::name).collect(Collectors.joining(", "));
        var impairment = Impairment.NONE;
        for (var part : parts) {
            impairment = part.to().apply(impairment);
        }
        String size = train.bytes() == SMALL.bytes() ? "" : ", " + train.bytes() + " bytes";
        cases.add(new GridCase((name.isEmpty() ? "nothing" : name) + size, impairment, impairment, train));
    }

    /** What the kernel is told, and what it does instead. */
    private void addAs(Part told, Part done) {
        cases.add(new GridCase(
                told.name() + " (as " + done.name() + ")",
                told.to().apply(Impairment.NONE),
                done.to().apply(Impairment.NONE),
                SMALL));
    }

    private void latencies() {
        add(SMALL);
        for (var text : List.of("1ns", "64ns", "1us", "1ms", "5ms", "20ms", "50ms", "100ms", "300ms", "1s", "2500ms")) {
            add(FEW, latency(text));
        }
        for (var shape : Shape.values()) {
            add(SMALL, jitter(shape, "50ms", "10ms"));
            add(SMALL, jitter(shape, "100ms", "25ms"));
            add(SMALL, jitter(shape, "40ms", "40ms"));
            add(SMALL, jitter(shape, "5ms", "20ms"));
            add(SMALL, jitter(shape, "600ms", "100ms"));
        }
        add(SMALL, jitter(Shape.UNIFORM, "1200ms", "1s"));
        add(SMALL, jitter(Shape.NORMAL, "10ms", "1ns"));
        add(SMALL, jitter(Shape.UNIFORM, "2s", "2147483647ns"));
        addAs(correlatedJitter(Shape.UNIFORM, "50ms", "10ms", 0.5), jitter(Shape.UNIFORM, "50ms", "10ms"));
        addAs(correlatedJitter(Shape.NORMAL, "80ms", "20ms", 0.9), jitter(Shape.NORMAL, "80ms", "20ms"));
    }

    private void losses() {
        for (double percent : new double[] {0.0000000233, 0.1, 0.5, 1, 2, 5, 10, 20, 30, 50, 75, 90, 99, 100}) {
            add(SMALL, loss(percent));
        }
        add(SMALL, correlatedLoss(1, 0.25));
        add(SMALL, correlatedLoss(1, 0.75));
        add(SMALL, correlatedLoss(5, 0.25));
        add(SMALL, correlatedLoss(10, 0.25));
        add(SMALL, correlatedLoss(10, 0.5));
        add(SMALL, correlatedLoss(10, 0.75));
        add(SMALL, correlatedLoss(10, 0.9));
        add(SMALL, correlatedLoss(30, 0.5));
        add(SMALL, correlatedLoss(50, 0.9));
    }

    private void chains() {
        add(SMALL, twoStates(1, 10, 100, 0));
        add(SMALL, twoStates(5, 20, 100, 0));
        add(SMALL, twoStates(2, 50, 100, 0));
        add(SMALL, twoStates(10, 10, 100, 0));
        add(SMALL, twoStates(5, 25, 50, 0));
        add(SMALL, twoStates(5, 20, 80, 1));
        add(SMALL, twoStates(20, 80, 90, 5));
        add(SMALL, twoStates(100, 100, 100, 0));
        add(SMALL, twoStates(10, 30, 0, 20));
        add(SMALL, twoStates(50, 50, 100, 100));
        add(SMALL, twoStates(30, 60, 1, 40));
        add(SMALL, fourStates(1, 97, 3, 97, 3));
        add(SMALL, fourStates(5, 20, 10, 30, 0));
        add(SMALL, fourStates(2, 50, 0, 0, 1));
        add(SMALL, fourStates(10, 40, 20, 50, 5));
        add(SMALL, fourStates(0, 0, 0, 0, 10));
        add(SMALL, fourStates(50, 50, 50, 50, 50));
        add(SMALL, fourStates(20, 10, 30, 60, 0));
        add(SMALL, fourStates(3, 30, 30, 90, 3));
        add(SMALL, fourStates(100, 100, 0, 0, 0));
    }

    private void copiesAndBits() {
        for (double percent : new double[] {0.1, 1, 5, 10, 25, 50, 100}) {
            add(SMALL, duplication(percent));
        }
        for (double percent : new double[] {0.1, 1, 5, 25, 100}) {
            add(SMALL, corruption(percent));
        }
        add(new ProbeTrain(3000, 60, 2000, 1), corruption(10));
        add(new ProbeTrain(3000, 1500, 800, 1), corruption(10));
    }

    private void reorderings() {
        for (double percent : new double[] {1, 5, 25, 50, 90, 100}) {
            add(SMALL, latency("10ms"), reordering(percent, 1));
        }
        for (long gap : new long[] {2, 3, 5, 10, 50}) {
            add(SMALL, latency("20ms"), reordering(100, gap));
            add(SMALL, latency("20ms"), reordering(40, gap));
        }
        add(SMALL, latency("10ms"), reordering(25, 100_000));
        add(SMALL, jitter(Shape.NORMAL, "50ms", "10ms"), reordering(25, 1));
        add(SMALL, jitter(Shape.UNIFORM, "50ms", "10ms"), reordering(50, 5));
    }

    private void rates() {
        for (var text : List.of("500kbit", "1mbit", "2mbit", "4mbit", "6mbit", "20mbit", "1gbit")) {
            add(LARGE, rate(text));
        }
        add(LARGE, rate("2mbit", 20_000));
        add(LARGE, rate("2mbit", 100_000));
        add(LARGE, rate("4mbit", 1_000_000));
        add(SMALL, rate("500kbit"));
        add(SMALL, rate("1mbit", 1522));
        add(new ProbeTrain(3000, 60, 2000, 1), rate("200kbit"));
        add(LARGE, framedRate("2mbit", 100, false));
        add(LARGE, framedRate("2mbit", 0, true));
        add(LARGE, framedRate("2mbit", 24, true));
        add(SMALL, framedRate("500kbit", 40, false));
        add(SMALL, framedRate("500kbit", 8, true));
    }

    private void queues() {
        for (long packets : new long[] {1, 2, 10, 50, 300}) {
            add(LARGE, rate("2mbit"), queue(packets));
        }
        for (var time : List.of("20ms", "50ms", "100ms", "400ms")) {
            add(LARGE, rate("2mbit"), queue(time));
        }
        add(SMALL, rate("500kbit"), queue(20));
        add(SMALL, rate("500kbit"), queue("60ms"));
        add(SMALL, queue(1));
        add(SMALL, queue(1000));
        add(LARGE, latency("20ms"), rate("2mbit"), queue(20));
        add(LARGE, latency("20ms"), rate("2mbit"), queue("50ms"));
        add(LARGE, latency("50ms"), rate("4mbit"), queue(100));
        add(SMALL, latency("20ms"), queue(100));
    }

    private void ordered() {
        for (var shape : Shape.values()) {
            add(FEW, jitter(shape, "50ms", "10ms"), preserve());
        }
        add(FEW, jitter(Shape.NORMAL, "100ms", "30ms"), preserve());
        add(FEW, latency("20ms"), preserve());
        add(FEW, jitter(Shape.UNIFORM, "20ms", "20ms"), loss(10), preserve());
        add(FEW, jitter(Shape.NORMAL, "50ms", "10ms"), duplication(10), preserve());
        add(LARGE, jitter(Shape.NORMAL, "50ms", "10ms"), rate("4mbit"), preserve());
        add(SMALL, loss(10), preserve());
    }

    private void pairs() {
        var normal = jitter(Shape.NORMAL, "50ms", "10ms");
        var burst = twoStates(5, 25, 100, 0);
        var others = List.of(
                loss(10),
                correlatedLoss(10, 0.5),
                burst,
                fourStates(5, 20, 10, 30, 0),
                duplication(20),
                corruption(10));
        for (var other : others) {
            add(SMALL, latency("20ms"), other);
            add(SMALL, normal, other);
            add(LARGE, rate("4mbit"), other);
            add(LARGE, rate("3mbit"), queue(20), other);
            add(SMALL, latency("10ms"), reordering(25, 1), other);
        }
        for (var other : List.of(loss(10), loss(50), burst, fourStates(5, 20, 10, 30, 0))) {
            add(SMALL, other, duplication(50));
            add(SMALL, other, corruption(20));
        }
        add(SMALL, duplication(50), corruption(50));
        add(SMALL, loss(100), duplication(50));
        add(SMALL, loss(50), duplication(100));
        add(LARGE, normal, rate("4mbit"));
        add(LARGE, normal, rate("2mbit"), queue(50));
        add(LARGE, latency("10ms"), reordering(25, 1), rate("20mbit"));
    }

    private void composites() {
        var losses = List.of(loss(2), correlatedLoss(5, 0.5), twoStates(2, 30, 100, 0), fourStates(3, 40, 10, 50, 1));
        for (var shape : Shape.values()) {
            for (var lost : losses) {
                var jitter = jitter(shape, "60ms", "10ms");
                add(SMALL, jitter, lost, duplication(5), corruption(3));
            }
            var jitter = jitter(shape, "60ms", "15ms");
            add(SMALL, jitter, loss(5), duplication(5), reordering(20, 1), corruption(5));
            add(LARGE, jitter, loss(5), duplication(5), corruption(5), rate("4mbit"), queue(40));
            add(LARGE, jitter, losses.get(2), duplication(5), corruption(2), rate("3mbit"), queue("80ms"), preserve());
        }
        add(LARGE, latency("30ms"), loss(1), duplication(1), corruption(1), rate("2mbit"), queue(30));
        add(LARGE, latency("30ms"), loss(1), duplication(1), reordering(10, 3), corruption(1), rate("20mbit"));
        add(LARGE, latency("20ms"), losses.get(3), corruption(10), rate("3mbit", 30_000), queue("100ms"));
    }
}
