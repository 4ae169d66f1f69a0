package chaos.bench.swap;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Swaps the model plane's bundle of a running daemon under two clients, a hundred times in each order: the new one
 * started before the old one is stopped, and stopped before it is started again.
 */
public final class SwapBench {

    private static final String MODEL = "chaos.dataplane.model";
    private static final int SWAPS = 100;
    private static final int ROUNDS = 3;
    private static final double GAP_BOUND_MILLIS = 25;
    private static final double NANOS_A_MILLI = 1e6;
    private static final int USAGE = 2;

    private final Daemon daemon;
    private final Path bundle;
    private final PrintStream out;

    private SwapBench(Daemon daemon, Path bundle, PrintStream out) {
        this.daemon = daemon;
        this.bundle = bundle;
        this.out = out;
    }

    /** The socket of a daemon on the model plane, and the file of that plane's bundle. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (arguments.length != 2) {
            out.println("usage: SwapBench SOCKET MODEL_BUNDLE");
            System.exit(USAGE);
        }
        var bench = new SwapBench(new Daemon(Path.of(arguments[0])), Path.of(arguments[1]), out);
        boolean newFirst = bench.newFirst();
        boolean oldFirst = bench.oldFirst();
        System.exit(newFirst && oldFirst ? 0 : 1);
    }

    private boolean newFirst() throws IOException, InterruptedException {
        var copy = Files.createTempFile("chaos-bench", ".jar");
        try (var console = new Console(daemon);
                var load = Load.on(daemon)) {
            NextVersion.of(bundle, copy);
            long live = console.bundle(MODEL);
            long next = console.install("file:" + copy);
            for (int i = 0; i < SWAPS; i++) {
                console.say("start " + next);
                console.say("stop " + live);
                load.awaitRounds(ROUNDS);
                long old = live;
                live = next;
                next = old;
            }
            var seen = load.finish();
            console.say("uninstall " + (SWAPS % 2 == 0 ? next : live));
            return report("start new, then stop old", seen, false);
        } finally {
            Files.delete(copy);
        }
    }

    private boolean oldFirst() throws IOException, InterruptedException {
        try (var console = new Console(daemon);
                var load = Load.on(daemon)) {
            long bundleId = console.bundle(MODEL);
            for (int i = 0; i < SWAPS; i++) {
                console.say("stop " + bundleId);
                console.say("start " + bundleId);
                load.awaitRounds(ROUNDS);
            }
            return report("stop, then start", load.finish(), true);
        }
    }

    private boolean report(String order, List<Client> seen, boolean mayBeUnavailable) {
        long requests = seen.stream().mapToLong(Client::requests).sum();
        long unavailable = seen.stream().mapToLong(Client::unavailable).sum();
        var gaps = seen.stream().flatMap(client -> client.gaps().stream()).toList();
        double mean = gaps.stream().mapToLong(gap -> gap).average().orElse(0) / NANOS_A_MILLI;
        double worst = gaps.stream().mapToLong(gap -> gap).max().orElse(0) / NANOS_A_MILLI;
        var failures =
                seen.stream().flatMap(client -> client.failure().stream()).toList();
        boolean kept = failures.isEmpty()
                && (mayBeUnavailable ? unavailable > 0 && mean <= GAP_BOUND_MILLIS : unavailable == 0);
        out.println(String.format(
                Locale.ROOT,
                "%-28s %d swaps under %d clients, %d requests: %d failed, %d answered 503 with Retry-After",
                order,
                SWAPS,
                seen.size(),
                requests,
                failures.size(),
                unavailable));
        if (mayBeUnavailable) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-28s from one answer to the next: %.1f ms on average of %d, %.1f ms at worst (bound %.0f ms)",
                    "",
                    mean,
                    gaps.size(),
                    worst,
                    GAP_BOUND_MILLIS));
        }
        failures.forEach(failure -> out.println("  " + failure));
        out.println(String.format(Locale.ROOT, "%-28s %s", "", kept ? "kept" : "MISSED"));
        return kept;
    }
}
