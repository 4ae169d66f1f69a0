package chaos.dataplane.netlink.grid;

/** Kolmogorov and Smirnov's: the largest difference of two distribution functions. */
final class Distance {

    private Distance() {}

    /** Of two samples in rising order, neither empty. */
    static double between(double[] one, double[] other) {
        int i = 0;
        int j = 0;
        double largest = 0;
        while (i < one.length && j < other.length) {
            double value = Math.min(one[i], other[j]);
            while (i < one.length && one[i] <= value) {
                i++;
            }
            while (j < other.length && other[j] <= value) {
                j++;
            }
            largest = Math.max(largest, Math.abs((double) i / one.length - (double) j / other.length));
        }
        return largest;
    }
}
