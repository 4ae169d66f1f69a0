package chaos.dataplane.model;

import chaos.api.impairment.Defaults;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.Ordering;
import chaos.api.prediction.Ceilings;
import chaos.api.prediction.Interval;
import chaos.api.prediction.Prediction;
import chaos.api.prediction.Prediction.Method;
import chaos.api.prediction.Predictor;
import chaos.api.prediction.Room;
import chaos.api.prediction.Shares;
import chaos.api.prediction.Traffic;
import chaos.distribution.LatencyTables;
import chaos.distribution.TableFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Predicts with formulas where they are exact, and otherwise by sending {@value Simulation#PACKETS} packets of the
 * traffic through the engine. It is there whether the model is the live plane or not.
 */
@Component(service = Predictor.class, configurationPid = "chaos.dataplane.model.predictor")
public final class ModelPredictor implements Predictor {

    private static final int MTU = 1500;

    /** What a frame occupies in the kernel beside its bytes (skb truesize of a full frame is 2304). */
    private static final long FRAME_OVERHEAD = 790;

    private static final int MAX_SAMPLE = 1_000_000;

    private final LatencyTables tables;

    /** Its configuration. */
    public @interface Config {

        /** Where the tables of distributions are kept: an absolute path; empty: no named tables. */
        String state_dir() default "";
    }

    /** A predictor as configured. */
    @Activate
    public ModelPredictor(Config config) {
        this(TableFolder.inStateDir(config.state_dir()));
    }

    ModelPredictor(LatencyTables tables) {
        this.tables = tables;
    }

    @Override
    public Prediction predict(Impairment impairment, Impairment opposite, Traffic traffic, Optional<Room> room) {
        var filled = Defaults.fill(impairment, MTU);
        var formula = new Formula(filled, traffic);
        var there = seen(filled, traffic, Simulation.PACKETS);
        var back = seen(Defaults.fill(opposite, MTU), traffic, Simulation.FEW).delays();
        double mean = there.delays().mean();
        var crowd = room.map(most -> new Crowd(new Load(filled, traffic), there, most));
        var remarks = new ArrayList<>(Remarks.on(filled, traffic, there.delays().isEmpty(), back.isEmpty()));
        crowd.flatMap(Crowd::remark).ifPresent(remarks::add);
        var ceilings = ceilings(filled, traffic);
        return new Prediction(
                crowd.map(Crowd::shares).orElse(there.shares()),
                there.delays().quantiles(),
                crowd.map(each -> each.within(ceilings)).orElse(ceilings),
                nanos(meanShift(filled, traffic, mean)),
                there.delays().isEmpty() || back.isEmpty() ? Optional.empty() : Optional.of(nanos(mean + back.mean())),
                formula.isExact() ? Method.ANALYTIC : Method.SIMULATED,
                there.delays().histogram(),
                remarks);
    }

    @Override
    public long[] sample(Impairment impairment, Traffic traffic, int packets) {
        if (packets < 1 || packets > MAX_SAMPLE) {
            throw new IllegalArgumentException("packets must be 1 to " + MAX_SAMPLE + ", was " + packets);
        }
        return new Simulation(Defaults.fill(impairment, MTU), traffic, tables, packets).delays();
    }

    /** What packets of the traffic see. */
    record Seen(Shares shares, Delays delays) {}

    private Seen seen(Impairment impairment, Traffic traffic, int packets) {
        var formula = new Formula(impairment, traffic);
        return formula.isExact() ? formula.seen() : new Simulation(impairment, traffic, tables, packets).run();
    }

    /** How much later packets come for their order: the same ones, free to overtake, are the comparison. */
    private double meanShift(Impairment impairment, Traffic traffic, double mean) {
        var stochastic = impairment.latency().filter(Latency.Stochastic.class::isInstance);
        if (impairment.ordering() != Ordering.PRESERVE || stochastic.isEmpty()) {
            return 0;
        }
        var free = impairment.withOrdering(Ordering.ALLOW);
        return mean - seen(free, traffic, Simulation.PACKETS).delays().mean();
    }

    static Interval percent(double value, double error) {
        return new Interval(100 * value, 100 * Math.max(0, value - error), 100 * Math.min(1, value + error));
    }

    static Duration nanos(double value) {
        return Duration.ofNanos(Math.round(value));
    }

    private static Ceilings ceilings(Impairment impairment, Traffic traffic) {
        var load = new Load(impairment, traffic);
        var rate = impairment.rate().map(limit -> OptionalLong.of(limit.rate().bitsPerSecond()));
        return new Ceilings(
                rate.orElseGet(OptionalLong::empty), nanos(Math.min(load.queueNanos(), Long.MAX_VALUE / 2.0)), (long)
                        Math.ceil(load.mostInFlight() * (traffic.packetBytes() + FRAME_OVERHEAD)));
    }
}
