package chaos.calibration.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.calibration.CaseName;
import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Floor;
import chaos.api.calibration.Question;
import chaos.api.calibration.RigException;
import chaos.api.calibration.RunRequest;
import chaos.api.calibration.RunRequest.Mode;
import chaos.api.calibration.TrafficRig;
import chaos.api.calibration.Verdict;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.calibration.cases.FloorSample;
import chaos.calibration.cases.LinkException;
import chaos.calibration.cases.Surroundings;
import chaos.calibration.cases.TestedLink;
import chaos.calibration.statistics.Estimates;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * A case that is run a thousand times on a link with a planted error. Each run has random numbers of its own, so that
 * the results do not depend on how many run at once.
 */
final class PlantedRuns {

    static final int RUNS = 1000;

    /** Of every random number. */
    static final long SEED = 20_261_122;

    /** What is predicted is missed once in a thousand times. */
    private static final double ALPHA = 0.001;

    private PlantedRuns() {}

    /** The share of passes is what the plant predicts of each quantity, and all others fail. */
    static void assertPredicted(Plant plant) {
        // What fails is drawn once more, and only two failures count.
        assertPredicted(plant, once -> 1 - (1 - once) * (1 - once));
    }

    /** The same of what no second drawing can take back. */
    static void assertPredictedOnce(Plant plant) {
        assertPredicted(plant, once -> once);
    }

    private static void assertPredicted(Plant plant, DoubleUnaryOperator passing) {
        var runs = runs(random -> conduct(plant.name(), random, plant.planted()));
        plant.passes().forEach((quantity, passes) -> {
            var results = of(runs, quantity);
            assertEquals(List.of(), whyNot(results), quantity + " not evaluated");
            double once = passes.applyAsDouble(results.get(0).setting().trains().get(0));
            assertShare(passing.applyAsDouble(once), count(results, Verdict.PASS), plant + ": " + quantity + " passes");
        });
    }

    private static List<String> whyNot(List<CaseResult> results) {
        return results.stream()
                .filter(result -> result.verdict() == Verdict.NOT_EVALUATED)
                .map(CaseResult::why)
                .limit(3)
                .toList();
    }

    /** So many of the runs lie where the binomial distribution says. */
    static void assertShare(double chance, int seen, String what) {
        var expected = BinomialDistribution.of(RUNS, Math.max(0, Math.min(1, chance)));
        int low = expected.inverseCumulativeProbability(ALPHA / 2);
        int high = expected.inverseCumulativeProbability(1 - ALPHA / 2);
        assertTrue(
                low <= seen && seen <= high,
                what + " " + seen + " of " + RUNS + ", expected " + low + " to " + high + "; seed " + SEED);
    }

    /** Every run has this verdict. */
    static void assertAlways(Verdict verdict, List<CaseResult> results) {
        assertEquals(results.size(), count(results, verdict), results.get(0).why());
    }

    private static int count(List<CaseResult> results, Verdict verdict) {
        return (int)
                results.stream().filter(result -> result.verdict() == verdict).count();
    }

    /** A thousand runs. */
    static List<List<CaseResult>> runs(Function<SplittableRandom, List<CaseResult>> run) {
        return runs(RUNS, run);
    }

    /** So many runs. */
    static List<List<CaseResult>> runs(int count, Function<SplittableRandom, List<CaseResult>> run) {
        var root = new SplittableRandom(SEED);
        return Stream.generate(root::split).limit(count).toList().parallelStream()
                .map(run)
                .toList();
    }

    /** What each run says of a quantity. */
    static List<CaseResult> of(List<List<CaseResult>> runs, String quantity) {
        return runs.stream().map(results -> of(quantity, results)).toList();
    }

    private static CaseResult of(String quantity, List<CaseResult> results) {
        return planes(results).stream()
                .filter(result -> result.subject().quantity().equals(quantity))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + quantity + " in " + results));
    }

    static List<CaseResult> planes(List<CaseResult> results) {
        return results.stream()
                .filter(result -> result.subject().question() == Question.PLANE_AGAINST_MODEL)
                .toList();
    }

    /** Against a model whose samples are always the same. */
    static List<CaseResult> conduct(String name, SplittableRandom random, PlantedRig.Planted planted) {
        return conduct(name, new PlantedRig(random, planted), new ImaginedLink(), new Model(false));
    }

    static List<CaseResult> conduct(String name, PlantedRig rig, TestedLink link, Model model) {
        return conduct(name, surroundings(rig, link, model), SEED);
    }

    static Surroundings surroundings(TrafficRig rig, TestedLink link, Model model) {
        return new Surroundings(LinkName.DEFAULT, link, PlantedRig.PLANE, true, rig, model, floor(Duration.ZERO));
    }

    static List<CaseResult> conduct(String name, Surroundings surroundings, long seed) {
        try {
            return new Conductor(surroundings, seed, Mode.QUICK, new Silent())
                    .conduct(tasks(name, seed))
                    .results();
        } catch (LinkException | RigException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a quick run of one case in one direction. */
    static List<Task> tasks(String name, long seed) {
        return Task.of(new RunRequest(
                LinkName.DEFAULT,
                Set.of(new CaseName(name)),
                Set.of(Direction.PORT1),
                Optional.empty(),
                Mode.QUICK,
                seed,
                false));
    }

    static FloorSample floor(Duration repeatability) {
        var zero = Estimates.exact(0, 1000);
        return new FloorSample(
                new Floor(zero, Duration.ZERO, Duration.ZERO, repeatability, 3, 0), zero, new long[1], List.of());
    }

    private static final class Silent implements Conductor.Listener {

        @Override
        public void begins(Task task) {
            // Nobody watches.
        }

        @Override
        public void ended(Task task, List<CaseResult> results) {
            // Nobody watches.
        }
    }
}
