package chaos.bench.netlink;

import chaos.api.dataplane.DataPlaneException;
import chaos.bench.tool.Report;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * What is left on the heap while the counters are read a million times. As root; makes a network namespace for itself
 * and removes it. Exits with 1 where what is left grows.
 */
public final class FlatHeap {

    private static final int STEPS = 10;
    private static final int READINGS_A_STEP = 100_000;
    /** Less than a byte a reading: compiled code and its records come and go. */
    private static final double BOUND_KIB = 500;

    private FlatHeap() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws IOException, DataPlaneException {
        var report = new Report();
        var left = new StringBuilder();
        try (var link = new BenchLink()) {
            long first = 0;
            long last = 0;
            for (int i = 0; i < STEPS; i++) {
                link.readings(READINGS_A_STEP - 1, 1);
                last = left();
                first = i == 0 ? last : first;
                left.append(' ').append(last / 1024);
            }
            report.line("%d readings of the counters; KiB left after each tenth:%s", STEPS * READINGS_A_STEP, left);
            report.atMost("KiB more at the end than after the first tenth:", (last - first) / 1024.0, BOUND_KIB);
        }
        System.exit(report.status());
    }

    private static long left() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
