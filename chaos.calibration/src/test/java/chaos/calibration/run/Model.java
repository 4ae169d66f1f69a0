package chaos.calibration.run;

import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.RunRequest.Mode;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Seed;
import chaos.api.prediction.Prediction;
import chaos.api.prediction.Predictor;
import chaos.api.prediction.Room;
import chaos.api.prediction.Traffic;
import chaos.calibration.cases.Cases;
import chaos.dataplane.model.ModelPredictor;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The predictor of the appliance, asked once for what a thousand runs need. */
final class Model implements Predictor {

    private static final Predictor APPLIANCE = new ModelPredictor((ModelPredictor.Config) Proxy.newProxyInstance(
            ModelPredictor.class.getClassLoader(),
            new Class<?>[] {ModelPredictor.Config.class},
            (self, method, given) -> ""));

    private static final Map<Question, Prediction> PREDICTIONS = new ConcurrentHashMap<>();
    private static final Map<Question, long[]> SAMPLES = new ConcurrentHashMap<>();

    private static final int FEW = 1000;

    private final boolean drawing;
    private Question last = new Question(Impairment.NONE, new Traffic(Traffic.MIN_BYTES, 1), 0);
    private long[] drawn = {};

    private record Question(Impairment impairment, Traffic traffic, int packets) {

        Question unseeded() {
            return new Question(impairment.withoutSeed(), traffic, packets);
        }
    }

    /** One that draws another sample from each seed; or the same short one always, for what no shape is judged of. */
    Model(boolean drawing) {
        this.drawing = drawing;
    }

    /** What it says of a train that a case sends in a quick run. */
    static Prediction ofQuickRun(String name, ProbeTrain train) {
        var traffic = new Traffic(train.bytes(), train.packetsPerSecond());
        return new Model(false).predict(impairment(name), Impairment.NONE, traffic);
    }

    private static Impairment impairment(String name) {
        return Cases.all().stream()
                .filter(each -> each.name().value().equals(name))
                .findFirst()
                .orElseThrow()
                .trials(Mode.QUICK)
                .get(0)
                .impairment();
    }

    @Override
    public Prediction predict(Impairment impairment, Impairment opposite, Traffic traffic, Optional<Room> room) {
        return PREDICTIONS.computeIfAbsent(
                new Question(impairment, traffic, 0), asked -> APPLIANCE.predict(impairment, opposite, traffic, room));
    }

    @Override
    public long[] sample(Impairment impairment, Traffic traffic, int packets) {
        var asked = new Question(impairment, traffic, packets);
        if (!drawing) {
            return SAMPLES.computeIfAbsent(asked.unseeded(), Model::few);
        }
        if (!asked.equals(last)) {
            drawn = sample(asked);
            last = asked;
        }
        return drawn;
    }

    private static long[] sample(Question asked) {
        return APPLIANCE.sample(asked.impairment, asked.traffic, asked.packets);
    }

    /** Evenly out of all of them, in rising order. */
    private static long[] few(Question asked) {
        var all = sample(asked);
        Arrays.sort(all);
        return IntStream.range(0, Math.min(FEW, all.length))
                .mapToLong(i -> all[(int) ((i + 0.5) * all.length / Math.min(FEW, all.length))])
                .toArray();
    }

    /** Delays of a train that a case sends in a quick run, as the model draws them from a seed. */
    static long[] ofQuickRun(String name, ProbeTrain train, long seed) {
        return APPLIANCE.sample(
                impairment(name).withSeed(new Seed(seed)), new Traffic(train.bytes(), train.packetsPerSecond()), (int)
                        train.count());
    }
}
