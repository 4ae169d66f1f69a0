package chaos.calibration.statistics;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** How lost probes follow each other. */
public final class LossRuns {

    private final BitSet arrived;
    private final int sent;

    /**
     * Of a train.
     *
     * @param arrived which arrived
     * @param sent how many were sent
     */
    public LossRuns(BitSet arrived, int sent) {
        this.arrived = (BitSet) arrived.clone();
        this.sent = sent;
    }

    /** The length of each run in the order of sending; a run that the end of the train cuts off is left out. */
    public double[] each() {
        var lengths = DoubleStream.builder();
        int begin = arrived.nextClearBit(0);
        while (begin < sent) {
            int end = arrived.nextSetBit(begin);
            if (end < 0) {
                break;
            }
            lengths.add((double) end - begin);
            begin = arrived.nextClearBit(end);
        }
        return lengths.build().toArray();
    }

    /** How many runs had which length. */
    public SortedMap<Integer, Integer> lengths() {
        var counts = new TreeMap<Integer, Integer>();
        Arrays.stream(each()).forEach(length -> counts.merge((int) length, 1, Integer::sum));
        return counts;
    }

    /** How much a probe's fate tells of the next one's: the correlation of neighbours. */
    public double correlationOfNeighbours() {
        double share = 1 - (double) arrived.cardinality() / sent;
        long both = 0;
        for (int i = arrived.nextClearBit(0); i < sent - 1; i = arrived.nextClearBit(i + 1)) {
            both += arrived.get(i + 1) ? 0 : 1;
        }
        double variance = share * (1 - share);
        return variance == 0 ? 0 : ((double) both / (sent - 1) - share * share) / variance;
    }
}
