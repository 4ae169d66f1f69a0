package chaos.engine;

/** A mean and its standard error from blocks. */
record Mean(double value, double error) {

    private static final int BLOCKS = 50;

    static Mean of(double[] values) {
        int block = values.length / BLOCKS;
        double sum = 0;
        double squares = 0;
        for (int b = 0; b < BLOCKS; b++) {
            double mean = 0;
            for (int i = b * block; i < (b + 1) * block; i++) {
                mean += values[i] / block;
            }
            sum += mean;
            squares += mean * mean;
        }
        double mean = sum / BLOCKS;
        return new Mean(mean, Math.sqrt(Math.max(0, squares / BLOCKS - mean * mean) / (BLOCKS - 1)));
    }

    static Mean of(boolean[] values) {
        var numbers = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = values[i] ? 1 : 0;
        }
        return of(numbers);
    }

    /** How many in a row are so on average, where one is. */
    static double burst(boolean[] lost) {
        int bursts = 0;
        int all = 0;
        for (int i = 0; i < lost.length; i++) {
            all += lost[i] ? 1 : 0;
            bursts += lost[i] && (i == 0 || !lost[i - 1]) ? 1 : 0;
        }
        return bursts == 0 ? 0 : (double) all / bursts;
    }
}
