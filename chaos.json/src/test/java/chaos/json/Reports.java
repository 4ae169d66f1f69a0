package chaos.json;

import chaos.api.calibration.Bands;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Environment;
import chaos.api.calibration.Estimate;
import chaos.api.calibration.Findings;
import chaos.api.calibration.Floor;
import chaos.api.calibration.Plot;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.Question;
import chaos.api.calibration.Report;
import chaos.api.calibration.RigDescription;
import chaos.api.calibration.RunRequest;
import chaos.api.calibration.Setting;
import chaos.api.calibration.Subject;
import chaos.api.calibration.ToleranceBand;
import chaos.api.calibration.Verdict;
import chaos.api.dataplane.PlaneName;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Reports made from a seed; nothing in them makes sense, and everything in them may happen. */
final class Reports {

    private final SplittableRandom random;
    private final Impairments impairments;

    Reports(long seed) {
        random = new SplittableRandom(seed);
        impairments = new Impairments(seed);
    }

    Report next() {
        return new Report(
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                nanos(),
                request(),
                new Environment(new PlaneName("packet"), text(), text(), Map.of("java", text())),
                new RigDescription("wire", random.nextBoolean(), Map.of("clock", text(), "port1", text()), texts()),
                maybe(() -> new Floor(estimate(), nanos(), nanos(), nanos(), random.nextInt(9), random.nextInt(9))),
                new Findings(list(this::result), list(this::plot), random.nextDouble(), texts(), texts()));
    }

    private RunRequest request() {
        return new RunRequest(
                LinkName.DEFAULT,
                Set.copyOf(list(this::name)),
                Set.copyOf(list(this::direction)),
                maybe(this::text),
                pick(RunRequest.Mode.values()),
                random.nextLong(Long.MAX_VALUE),
                random.nextBoolean());
    }

    private CaseResult result() {
        return new CaseResult(
                subject(),
                new Setting(impairments.next(), list(this::train)),
                new Bands(band(), maybe(this::band)),
                random.nextInt(1_000_000),
                maybe(this::estimate),
                pick(Verdict.values()),
                text(),
                list(this::estimate));
    }

    private Plot plot() {
        return new Plot(
                subject(),
                pick(Plot.Kind.values()),
                text(),
                text(),
                list(() ->
                        new Plot.Series(text(), random.nextBoolean(), list(() -> new Plot.Point(number(), number())))));
    }

    private Subject subject() {
        return new Subject(name(), direction(), text(), pick(Question.values()));
    }

    private CaseName name() {
        return new CaseName("T-CASE-" + random.nextInt(5));
    }

    private Direction direction() {
        return pick(Direction.values());
    }

    private ProbeTrain train() {
        return new ProbeTrain(
                1 + random.nextInt(1000), 60 + random.nextInt(9000), 1 + random.nextDouble(), random.nextLong());
    }

    private ToleranceBand band() {
        double low = random.nextInt(4) == 0 ? Double.NEGATIVE_INFINITY : -random.nextDouble();
        return new ToleranceBand(low, random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : number(), text());
    }

    private Estimate estimate() {
        double high = random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : number();
        return new Estimate(number(), -number(), high, random.nextInt(1_000_000), random.nextDouble());
    }

    private double number() {
        return random.nextBoolean() ? random.nextDouble() * 1e12 : random.nextInt(100);
    }

    private Duration nanos() {
        return Duration.ofNanos(random.nextLong(1L << 50));
    }

    private String text() {
        return "t </script> \u00b5 \"" + random.nextInt(1000);
    }

    private List<String> texts() {
        return list(this::text);
    }

    private <E> E pick(E[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextInt(3) == 0 ? Optional.empty() : Optional.of(value.get());
    }

    private <T> List<T> list(Supplier<T> value) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(i -> value.get()).toList();
    }
}
