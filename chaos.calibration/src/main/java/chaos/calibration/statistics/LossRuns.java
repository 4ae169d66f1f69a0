package chaos.calibration.statistics;

import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /** How many runs of losses had which length; a run that the end of the train cuts off is left out. */
    public SortedMap<Integer, Integer> lengths() {
        var lengths = new TreeMap<Integer, Integer>();
        int begin = arrived.nextClearBit(0);
        while (begin < sent) {
            int end = arrived.nextSetBit(begin);
            if (end < 0) {
                break;
            }
            lengths.merge(end - begin, 1, Integer::sum);
            begin = arrived.nextClearBit(end);
        }
        return lengths;
    }

    /** The length of each run, in no order. */
    public double[] each() {
        return lengths().entrySet().stream()
                .flatMapToDouble(entry ->
                        java.util.stream.DoubleStream.generate(entry::getKey).limit(entry.getValue()))
                .toArray();
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
