package chaos.dataplane.netlink.grid;

import chaos.api.calibration.ProbeTrace;
import chaos.api.dataplane.QdiscStats;
import chaos.api.impairment.Impairment;
import chaos.dataplane.netlink.grid.Seen.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What the kernel made of one train beside what the engine makes of it. */
public final class Comparison {

    private static final double MEGA = 1e6;

    private final Replicas replicas;
    private final Seen kernel;
    private final int bytes;
    private final List<Check> checks = new ArrayList<>();

    private Comparison(ProbeTrace trace, Replicas replicas, int bytes) {
        this.kernel = new Seen(trace);
        this.replicas = replicas;
        this.bytes = bytes;
    }

    /**
     * What the kernel itself counted during the train.
     *
     * @param loss packets that the loss model took
     * @param queue packets that found the queue full
     * @param reordered packets that skipped the latency
     */
    public record Counted(long loss, long queue, long reordered) {

        /** From samples before and after. */
        public static Counted between(QdiscStats before, QdiscStats after) {
            return new Counted(
                    after.dropsByCause().loss() - before.dropsByCause().loss(),
                    after.dropsByCause().queue() - before.dropsByCause().queue(),
                    after.counters().reordered() - before.counters().reordered());
        }
    }

    /**
     * Compares.
     *
     * @param twin what the engine is told, defaults filled in
     * @param trace what the kernel made of the train
     * @param counted what the kernel counted
     * @param noise the guest's own share in delays
     * @param seed of the engine's runs
     */
    public static List<Check> of(
            GridCase asked, Impairment twin, ProbeTrace trace, Counted counted, Noise noise, long seed) {
        int bytes = asked.train().bytes();
        var replicas = new Replicas(twin, asked.tables(), seed, sentAt(trace), bytes);
        var comparison = new Comparison(trace, replicas, bytes);
        comparison.shares();
        comparison.counters(counted);
        if (twin.reordering().isPresent()) {
            long half = twin.latency().orElseThrow().mean().toNanos() / 2;
            comparison.share("early", seen -> seen.earlierThan(half));
        }
        if (twin.rate().isPresent()) {
            comparison.amount("Mbit/s", comparison.kernel.bitsPerSecond(bytes) / MEGA, 0, comparison::megabits);
        }
        comparison.checks.addAll(new DelayChecks(twin, comparison.kernel, comparison.replicas, noise).compare());
        return comparison.checks;
    }

    private static long[] sentAt(ProbeTrace trace) {
        return IntStream.range(0, trace.sent()).mapToLong(trace::sentAt).toArray();
    }

    private double megabits(Twin.Run run) {
        return run.seen().bitsPerSecond(bytes) / MEGA;
    }

    private void shares() {
        share("lost", Seen::lost);
        share("lost again", Seen::lostAgain);
        share("twice", Seen::twice);
        share("corrupted", Seen::corrupted);
        share("overtaken", Seen::overtaken);
    }

    private void share(String what, Function<Seen, Share> of) {
        add(new ShareChecks(replicas).compare(what, of.apply(kernel), run -> of.apply(run.seen())));
    }

    private void counters(Counted counted) {
        long sent = kernel.lost().trials();
        add(new ShareChecks(replicas)
                .compare("counted as loss", part(counted.loss(), sent), run -> part(run.loss(), sent)));
        add(new ShareChecks(replicas)
                .compare("counted as reordered", part(counted.reordered(), sent), run -> part(run.reordered(), sent)));
        amount("queue drops", (double) counted.queue(), 2, run -> (double) run.queue());
    }

    /** Copies are packets too: as trials count twice as many as were sent. */
    private static Share part(long count, long sent) {
        return new Share(count, 2 * sent);
    }

    private void add(Optional<Check> check) {
        check.ifPresent(checks::add);
    }

    private void amount(String what, double seen, double free, ToDoubleFunction<Twin.Run> of) {
        double mean = replicas.mean(of);
        double scatter = Bound.scatter(Math.sqrt(replicas.variance(of)), Replicas.COUNT);
        checks.add(new Check(
                what,
                number(seen),
                number(mean),
                String.format("within 2 %% and %.3f", scatter + free),
                Math.abs(seen - mean) <= Bound.SHARE * mean + scatter + free,
                Bound.falseAlarm(scatter)));
    }

    private static String number(double amount) {
        return amount == 0 ? "0" : String.format("%.3f", amount);
    }
}
