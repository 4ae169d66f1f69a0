package chaos.bench.packet;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.TimeHistogram;
import chaos.api.impairment.Corruption;
import chaos.api.impairment.Duplication;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.LossModel;
import chaos.api.impairment.RateLimit;
import chaos.api.impairment.Reordering;
import chaos.api.impairment.Seed;
import chaos.api.link.Direction;
import chaos.api.unit.BitRate;
import chaos.api.unit.Correlation;
import chaos.api.unit.Probability;
import chaos.bench.tool.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the packet plane carries, adds and holds, beside a plain bridge of the kernel's where that can do it. As root;
 * makes network namespaces for itself and removes them. Exits with 1 where a bound is not kept.
 */
public final class PacketBench {

    private static final int SHORT = Ladder.SHORT;
    private static final int LONG = 1514;
    private static final double MICRO = 1e3;
    private static final double MEGA = 1e6;
    private static final long MILLION = 1_000_000;
    private static final Probability PERCENT = Probability.ofPercent(1);

    private final Report report = new Report();
    private final Hosts hosts;
    private final int seconds;
    private Seen bridge = new Seen(0, 0, new Seen.Came(0, 0, 0, 0, 0), 0, new Seen.Delays(0, 0, 0, 0));

    private double bridgeCarries;
    private double forwarderCarries;

    private PacketBench(Hosts hosts, int seconds) {
        this.hosts = hosts;
        this.seconds = seconds;
    }

    /**
     * Measures and prints.
     *
     * @param arguments the probe, the forwarder in C, and for how many seconds each row lasts
     */
    public static void main(String[] arguments) throws IOException, DataPlaneException {
        Report report;
        try (var hosts = new Hosts(arguments[0])) {
            var bench = new PacketBench(hosts, Integer.parseInt(arguments[2]));
            report = bench.report;
            hosts.bridged(bench::bridge);
            hosts.forwarded(arguments[1], bench::forwarder);
            hosts.carried(bench::warmUp);
            hosts.carried(bench::plain);
            hosts.carried(bench::latency);
            hosts.carried(bench::rate);
            hosts.carried(bench::shares);
            hosts.carried(bench::idle);
            hosts.carried(bench::halfLoad);
        }
        System.exit(report.status());
    }

    private void bridge() throws IOException {
        report.line("a plain bridge");
        report.line("  TCP: %.0f Mbit/s", hosts.tcp(seconds));
        bridgeCarries = frames();
        report.line("  64-byte frames a second without loss: %.0f", bridgeCarries);
        bridge = hosts.probe(SHORT, 10_000, 10_000L * seconds);
        report.line("  one-way delay at 10,000 a second: %s", text(bridge.delays()));
    }

    /** What a user's program can do here at all. */
    private void forwarder() throws IOException {
        report.line("a forwarder in C that does nothing else (forward.c)");
        forwarderCarries = frames();
        report.line("  64-byte frames a second without loss: %.0f", forwarderCarries);
        var delays = hosts.probe(SHORT, 10_000, 10_000L * seconds).delays();
        report.line("  one-way delay at 10,000 a second: %s", text(delays));
    }

    /** As many as come through without loss, and what comes through where there is no end to them. */
    private double frames() throws IOException {
        double best = new Ladder(report, hosts).climb(seconds);
        var flood = hosts.probe(SHORT, 0, MILLION);
        report.line(
                "  64-byte frames, as many as are sent: %.0f a second, %d of %d missing",
                flood.perSecond(), flood.missing(), flood.sent());
        return best;
    }

    /** The compiler needs to have seen it all. */
    private void warmUp() throws IOException {
        hosts.tcp(seconds);
        hosts.probe(SHORT, 0, 2 * MILLION);
    }

    private void plain() throws IOException, DataPlaneException {
        report.line("the packet plane without an impairment, with a buffer of %d MiB", Hosts.BUFFER >> 20);
        report.atLeast("TCP, Mbit/s:", hosts.tcp(seconds), 1500);
        double carries = frames();
        report.atLeast("64-byte frames a second without loss:", carries, 500_000);
        report.line(
                "  that is %.2f of the forwarder in C, and %.2f of the bridge",
                carries / forwarderCarries, carries / bridgeCarries);
        var delays = hosts.probe(SHORT, 10_000, 10_000L * seconds).delays();
        report.line("  one-way delay at 10,000 a second: %s", text(delays));
        report.atMost(
                "added delay, median, us:", (delays.p50() - bridge.delays().p50()) / MICRO, 60);
        report.atMost(
                "added delay, 99th percentile, us:",
                (delays.p99() - bridge.delays().p99()) / MICRO,
                300);
        histograms();
    }

    private static String text(Seen.Delays delays) {
        return String.format(
                Locale.ROOT,
                "1%% %.1f us, median %.1f us, 99%% %.1f us, longest %.1f us",
                delays.p1() / MICRO,
                delays.p50() / MICRO,
                delays.p99() / MICRO,
                delays.max() / MICRO);
    }

    private void histograms() throws DataPlaneException {
        for (var histogram : hosts.plane().stats(Direction.PORT2).histograms()) {
            var quantiles = histogram.quantiles();
            report.line(
                    "  the plane's own %s of %d: median %.1f us, 99%% %.1f us, longest %.1f us",
                    histogram.measure() == TimeHistogram.Measure.LATENESS ? "lateness" : "added delay",
                    histogram.count(),
                    quantiles.p50().toNanos() / MICRO,
                    quantiles.p99().toNanos() / MICRO,
                    quantiles.max().toNanos() / MICRO);
        }
    }

    private void apply(Impairment impairment) throws DataPlaneException {
        hosts.plane().apply(Direction.PORT2, impairment.withSeed(new Seed(1)));
    }

    private static Latency.Constant late(long millis) {
        return new Latency.Constant(Duration.ofMillis(millis));
    }

    private void latency() throws IOException, DataPlaneException {
        report.line("latency, 1000 frames a second; the bridge's own delay is taken off");
        for (long millis : List.of(1L, 10L, 100L)) {
            apply(Impairment.NONE.withLatency(late(millis)));
            var delays = hosts.probe(SHORT, 1000, 1000L * seconds).delays();
            double error = delays.p50() - bridge.delays().p50() - millis * MEGA;
            report.atMost(millis + " ms, error of the median, us:", Math.abs(error) / MICRO, 50);
            report.atMost(millis + " ms, 99% less 1%, us:", (delays.p99() - delays.p1()) / MICRO, 300);
        }
        histograms();
    }

    private void rate() throws IOException, DataPlaneException {
        report.line("rate, a fifth more is offered");
        for (long megabits : List.of(10L, 100L, 1000L)) {
            apply(Impairment.NONE.withRate(RateLimit.of(new BitRate(megabits * MILLION))));
            long perSecond = Math.round(megabits * MEGA * 1.2 / 8 / LONG);
            double seen = hosts.probe(LONG, perSecond, perSecond * seconds).bitsPerSecond();
            double off = 100 * Math.abs(seen - megabits * MEGA) / (megabits * MEGA);
            report.line("  %d Mbit/s: %.4f Mbit/s came", megabits, seen / MEGA);
            report.atMost(megabits + " Mbit/s, percent off:", off, 0.5);
        }
    }

    private void shares() throws IOException, DataPlaneException {
        report.line("1 %% of a million frames, inside the exact interval of 99.9 %%");
        apply(Impairment.NONE.withLoss(new LossModel.Bernoulli(PERCENT, Correlation.NONE)));
        share("lost", million(0).missing());
        apply(Impairment.NONE.withDuplication(new Duplication(PERCENT, Correlation.NONE)));
        share("twice", million(0).came().twice());
        apply(Impairment.NONE.withCorruption(new Corruption.Share(PERCENT, Correlation.NONE)));
        share("corrupted", million(0).came().corrupted());
        apply(Impairment.NONE.withLatency(late(20)).withReordering(new Reordering(PERCENT, Correlation.NONE, 1)));
        share("overtaking", million(late(10).duration().toNanos()).came().early());
    }

    private Seen million(long early) throws IOException {
        return hosts.probe(SHORT, 100_000, MILLION, early);
    }

    private void share(String what, long happened) {
        report.line("  %s: %d of a million", what, happened);
        report.holds(what + ": within what 1 % brings", Chance.brings(0.01, happened, MILLION));
    }

    private void idle() throws IOException {
        long before = cpu();
        long began = System.nanoTime();
        hosts.rest(3 * seconds);
        double share = 100.0 * (cpu() - before) / (System.nanoTime() - began);
        report.line("without traffic");
        report.atMost("percent of a core:", share, 1);
    }

    private static long cpu() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    private void halfLoad() throws IOException, DataPlaneException {
        report.line("250,000 64-byte frames a second with 10 ms latency, in six parts");
        apply(Impairment.NONE.withLatency(late(10)));
        long missing = 0;
        long first = 0;
        long last = 0;
        for (int i = 0; i < 6; i++) {
            missing += hosts.probe(SHORT, 250_000, 250_000L * seconds).missing();
            last = resident();
            first = i == 0 ? last : first;
            report.line("  resident %d MB, %d missing so far", last >> 20, missing);
        }
        var drops = hosts.plane().stats(Direction.PORT2).counters().drops();
        report.atMost("missing that the plane did not count as dropped:", (double) (missing - drops), 0);
        report.atMost("resident memory, last to first:", (double) last / first, 1.1);
    }

    private static long resident() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .findFirst()
                            .orElseThrow()
                    << 10;
        }
    }
}
