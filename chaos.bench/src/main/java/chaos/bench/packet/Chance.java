package chaos.bench.packet;

/**
 * Whether a number that was seen is one that a share may bring: neither it or less nor it or more is rarer than 1 in
 * 2000. That is the same as saying that the share is inside the exact interval of 99.9 % (C. Clopper, E. Pearson,
 * 1934).
 */
final class Chance {

    private static final double ONE_SIDE = 0.0005;

    private Chance() {}

    static boolean brings(double share, long happened, long of) {
        double exactly = Math.exp(logarithm(share, happened, of));
        double odds = share / (1 - share);
        double more = exactly;
        double less = exactly;
        double term = exactly;
        for (long k = happened; k < of && term > 0; k++) {
            term *= (double) (of - k) / (k + 1) * odds;
            more += term;
        }
        term = exactly;
        for (long k = happened; k > 0 && term > 0; k--) {
            term *= (double) k / (of - k + 1) / odds;
            less += term;
        }
        return more >= ONE_SIDE && less >= ONE_SIDE;
    }

    /** Of the chance of exactly so many. */
    private static double logarithm(double share, long happened, long of) {
        double sum = happened * Math.log(share) + (of - happened) * Math.log1p(-share);
        for (long i = 1; i <= happened; i++) {
            sum += Math.log((double) (of - i + 1) / i);
        }
        return sum;
    }
}
