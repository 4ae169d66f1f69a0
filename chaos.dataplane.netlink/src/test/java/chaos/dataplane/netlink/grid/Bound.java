package chaos.dataplane.netlink.grid;

import org.apache.commons.math3.distribution.TDistribution;

/** How far a number of one run may be from the engine's mean: 2 %, and what chance moves it in 999 of 1000 runs. */
final class Bound {

    static final double SHARE = 0.02;

    private static final double MISSED = 0.001;

    private Bound() {}

    /** What chance moves it, from the standard deviation of so many runs. */
    static double scatter(double deviation, int runs) {
        if (deviation == 0) {
            return 0;
        }
        double t = new TDistribution(runs - 1.0).inverseCumulativeProbability(1 - MISSED / 2);
        return t * deviation * Math.sqrt(1 + 1.0 / runs);
    }

    static double falseAlarm(double scatter) {
        return scatter == 0 ? 0 : MISSED;
    }
}
