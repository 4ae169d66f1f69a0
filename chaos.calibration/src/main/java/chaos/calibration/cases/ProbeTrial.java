package chaos.calibration.cases;

import chaos.api.calibration.Plot;
import chaos.api.calibration.RigException;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Sets an impairment, sends a train through it, and judges what became of it.
 *
 * @param impairment what is set
 * @param shape what is sent
 * @param rests how long the link is left alone before, by the rig's clock; zero: not at all
 * @param drains how long the last probe may wait in a queue
 * @param judge what is concluded
 * @param painter what is drawn
 */
record ProbeTrial(Impairment impairment, Shape shape, Duration rests, Duration drains, Judge judge, Painter painter)
        implements Trial {

    /** What is left of a train when its last probe is due. */
    private static final Duration SLACK = Duration.ofMillis(150);

    private static final Duration APPLYING = Duration.ofMillis(60);
    private static final int REACH = 4;
    /** Of the two probes after which the link rests: only a rig knows what time it is on its link. */
    private static final double SLOWLY = 1000;

    /** Draws conclusions. */
    @FunctionalInterface
    interface Judge {

        /** One finding a quantity. */
        List<Finding> judge(Seen seen);
    }

    /** Draws pictures. */
    @FunctionalInterface
    interface Painter {

        /** None, or some. */
        List<Plot> paint(Seen seen);
    }

    ProbeTrial(Impairment impairment, Shape shape, Judge judge, Painter painter) {
        this(impairment, shape, Duration.ZERO, Duration.ZERO, judge, painter);
    }

    ProbeTrial(Impairment impairment, Shape shape, Duration drains, Judge judge, Painter painter) {
        this(impairment, shape, Duration.ZERO, drains, judge, painter);
    }

    @Override
    public Duration expected() {
        return shape.lasts().plus(rests).plus(settle()).plus(APPLYING);
    }

    @Override
    public Optional<Trial> times(double more, Duration longest) {
        return shape.perSecond() < Shape.BACK_TO_BACK
                ? shape.times(more, longest)
                        .map(larger -> new ProbeTrial(impairment, larger, rests, drains, judge, painter))
                : Optional.empty();
    }

    @Override
    public Answer run(Bench bench) throws CannotHoldException, LinkException, RigException, InterruptedException {
        bench.apply(bench.direction(), impairment);
        if (!rests.isZero()) {
            bench.measure(new Shape(shape.bytes(), SLOWLY, 2).train(bench.seed()), rests);
        }
        var train = shape.train(bench.seed());
        var measurement = bench.measure(train, settle());
        var seen = new Seen(bench, shape, measurement.trace(), bench.predict(impairment, shape));
        return new Answer(judge.judge(seen), Optional.of(train), painter.paint(seen), measurement.disturbances());
    }

    private Duration settle() {
        return impairment
                .latency()
                .map(ProbeTrial::longest)
                .orElse(Duration.ZERO)
                .plus(drains)
                .plus(SLACK);
    }

    private static Duration longest(Latency latency) {
        return latency instanceof Latency.Stochastic stochastic
                ? stochastic.mean().plus(stochastic.jitter().multipliedBy(REACH))
                : latency.mean();
    }
}
