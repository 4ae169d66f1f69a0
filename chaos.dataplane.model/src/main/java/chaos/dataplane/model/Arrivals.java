package chaos.dataplane.model;

import chaos.api.calibration.ProbeTrace;
import java.util.Arrays;

/** Notes the probes of a train as they come out of a direction, in order of time. */
final class Arrivals {

    private static final int FIRST = 1024;

    private int[] probes = new int[FIRST];
    private long[] times = new long[FIRST];
    private boolean[] marks = new boolean[FIRST];
    private int count;

    /** One more, not before the last. */
    void add(int probe, long at, boolean corrupted) {
        if (count == probes.length) {
            probes = Arrays.copyOf(probes, 2 * count);
            times = Arrays.copyOf(times, 2 * count);
            marks = Arrays.copyOf(marks, 2 * count);
        }
        probes[count] = probe;
        times[count] = at;
        marks[count] = corrupted;
        count++;
    }

    /**
     * What was sent and what arrived.
     *
     * @param sentAt when each probe was sent, after the start
     * @param start when the train began
     * @param until the last time at which an arrival counts
     */
    ProbeTrace trace(long[] sentAt, long start, long until) {
        int counted = count;
        while (counted > 0 && times[counted - 1] > until) {
            counted--;
        }
        var after = new long[counted];
        for (int i = 0; i < counted; i++) {
            after[i] = times[i] - start;
        }
        return new ProbeTrace(sentAt, Arrays.copyOf(probes, counted), after, Arrays.copyOf(marks, counted));
    }
}
