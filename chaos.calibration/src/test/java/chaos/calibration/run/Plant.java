package chaos.calibration.run;

import chaos.api.calibration.ProbeTrain;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * An error that is planted in what a case sees, and for each quantity the chance that one drawing passes for all that.
 *
 * @param name of the case
 * @param times the band
 * @param planted what becomes of a train
 * @param passes by quantity: the chance, by the train that the case sends
 */
record Plant(String name, double times, PlantedRig.Planted planted, Map<String, ToDoubleFunction<ProbeTrain>> passes) {

    /** A row of a table. */
    @FunctionalInterface
    interface Row {

        /** With an error of so many times the band. */
        Plant at(double times);
    }

    /** Each row without an error, with one within the band, and with two beyond it. */
    static Stream<Plant> table(Row... rows) {
        return Stream.of(rows).flatMap(row -> Stream.of(0.0, 0.5, 1.5, 2.0).map(row::at));
    }

    /** The chance that a normal value lies between two others. */
    static double normal(double mean, double deviation, double low, double high) {
        var values = NormalDistribution.of(mean, deviation);
        return values.cumulativeProbability(high) - values.cumulativeProbability(low);
    }

    /** The chance that of so many, each with this share, at least {@code low} and at most {@code high} are hit. */
    static double binomial(long of, double share, long low, long high) {
        var counts = BinomialDistribution.of((int) of, share);
        return counts.cumulativeProbability((int) high) - counts.cumulativeProbability((int) low - 1);
    }

    @Override
    public String toString() {
        return name + ", " + times + " times the band";
    }
}
