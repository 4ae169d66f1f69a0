package chaos.gogo.command;

import chaos.api.calibration.CaseName;
import chaos.api.calibration.Verdict;
import chaos.api.impairment.Seed;
import chaos.api.link.Direction;
import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import chaos.gogo.text.CalibrationText;
import chaos.json.CalibrationRunJson;
import chaos.json.RunRequestJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos calibrate}. */
final class CalibrateCommand implements Command {

    private static final String CASE = "--case";
    private static final String DIRECTION = "--direction";
    private static final String RIG = "--rig";
    private static final String QUICK = "--quick";
    private static final String FULL = "--full";
    private static final String SEED = "--seed";
    private static final String REPORT = "--report";
    private static final String COMPARE = "--compare";
    private static final String SAVE = "--save-baseline";
    private static final String LIST = "--list";
    private static final String BASELINE = "--baseline";

    private static final Map<String, String> FLAGS =
            Map.of("/cases", CASE, "/directions", DIRECTION, "/rig", RIG, "/seed", SEED);

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        this,
                        "calibrate",
                        "Measure how close what packets see is to what was set. Impairs the link while it runs and"
                                + " leaves it as it was; Ctrl-C ends it. The exit code is 1 if a result fails.",
                        "chaos calibrate --report today.html",
                        "chaos calibrate --case T-LAT-const,T-LOSS-pp --direction port1 --full",
                        "chaos calibrate --compare",
                        "chaos calibrate --list")
                .addOption(Specs.option(CASE, "<case,...>", "only these cases; without it, all"))
                .addOption(Specs.choice(DIRECTION, "only this direction", List.of("port1", "port2")))
                .addOption(
                        Specs.choice(RIG, "what measures; without it, what suits the plane", List.of("wire", "model")))
                .addOption(Specs.flag(QUICK, "one size and one load a case; so it is without --full"))
                .addOption(Specs.flag(FULL, "every size and load"))
                .addOption(Specs.option(SEED, "<number>", "of every random number; without it, a random one"))
                .addOption(Specs.option(REPORT, "<file>", "write the report there, as one HTML page"))
                .addOption(Specs.flag(COMPARE, "name what drifted since the calibration baseline"))
                .addOption(Specs.flag(SAVE, "keep the report as the calibration baseline"))
                .addOption(Specs.flag(LIST, "show the cases and measure nothing"))
                .addOption(Specs.flag(BASELINE, "show the calibration baseline and measure nothing"));
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException, UsageException {
        var calibration = context.daemon().calibration();
        if (typed.hasMatchedOption(LIST) || typed.hasMatchedOption(BASELINE)) {
            refuseOthers(typed);
        }
        if (typed.hasMatchedOption(LIST)) {
            var cases = calibration.cases();
            context.answer(cases, CalibrationText.cases(cases));
            return Exit.OK;
        }
        if (typed.hasMatchedOption(BASELINE)) {
            var baseline = calibration.baseline();
            context.answer(baseline, CalibrationText.baseline(baseline));
            return Exit.OK;
        }
        return measure(typed, context);
    }

    private static void refuseOthers(ParseResult typed) throws UsageException {
        var others = typed.matchedOptions().stream()
                .map(option -> option.longestName())
                .filter(name -> List.of(CASE, DIRECTION, RIG, QUICK, FULL, SEED, REPORT, COMPARE, SAVE, LIST, BASELINE)
                        .contains(name))
                .toList();
        if (others.size() > 1) {
            throw new UsageException(String.join(" and ", others) + " do not go together");
        }
    }

    private static int measure(ParseResult typed, Context context)
            throws RefusedException, UnreachableException, UsageException {
        var request = request(typed);
        boolean compare = typed.hasMatchedOption(COMPARE);
        if (compare) {
            refuseWithoutBaseline(context);
        }
        var path = typed.hasMatchedOption(REPORT)
                ? Optional.of(typed.matchedOptionValue(REPORT, ""))
                : Optional.<String>empty();
        try (var file = ReportFile.open(path)) {
            var run = watched(context, request, file);
            if (path.isPresent()) {
                file.write(context.daemon().calibration().page(run.id()));
            }
            context.answer(run, lines(run, compare, typed.hasMatchedOption(SAVE)));
            path.filter(name -> !context.json()).ifPresent(name -> context.print(List.of("report: " + name)));
            return isFailed(run) ? Exit.REFUSED : Exit.OK;
        } catch (IOException e) {
            throw RefusedException.because(REPORT + " " + e.getMessage());
        }
    }

    private static List<String> lines(CalibrationRunJson run, boolean compare, boolean saved) {
        var lines = new ArrayList<>(CalibrationText.results(run));
        if (saved) {
            lines.add(CalibrationText.kept(run));
        }
        if (compare) {
            lines.addAll(run.comparison()
                    .map(CalibrationText::comparison)
                    .orElse(List.of("the calibration baseline is gone; nothing is compared")));
        }
        return lines;
    }

    private static CalibrationRunJson watched(Context context, RunRequestJson request, ReportFile file)
            throws RefusedException, UnreachableException {
        try {
            return new WatchedRun(context, file::close).of(request);
        } catch (RefusedException e) {
            // The flag is what was typed; the field is what was sent.
            var flag = e.field().map(field -> FLAGS.getOrDefault(field.replaceFirst("/\\d+$", ""), field));
            throw new RefusedException(e.getMessage(), flag, e.refusals(), e.outcome());
        }
    }

    private static void refuseWithoutBaseline(Context context) throws RefusedException, UnreachableException {
        var baseline = context.daemon().calibration().baseline();
        if (baseline.storedAt().isEmpty()) {
            var why = baseline.warnings().isEmpty()
                    ? "none is stored; chaos calibrate " + SAVE + " stores one"
                    : String.join(", ", baseline.warnings());
            throw RefusedException.because(COMPARE + " needs a calibration baseline: " + why);
        }
        baseline.warnings().forEach(warning -> context.surroundings().err().print("warning: " + warning + "\n"));
        context.surroundings().err().flush();
    }

    private static RunRequestJson request(ParseResult typed) throws UsageException {
        if (typed.hasMatchedOption(QUICK) && typed.hasMatchedOption(FULL)) {
            throw new UsageException("say " + QUICK + " or " + FULL + ", not both");
        }
        return new RunRequestJson(
                Optional.empty(),
                words(typed, CASE, CaseName::new),
                words(typed, DIRECTION, Direction::parse),
                text(typed, RIG),
                Optional.of(typed.hasMatchedOption(FULL) ? "full" : "quick"),
                seed(typed),
                Optional.of(typed.hasMatchedOption(SAVE)));
    }

    private static Optional<Long> seed(ParseResult typed) throws UsageException {
        try {
            return text(typed, SEED).map(word -> {
                long seed = Typed.whole(word, "a whole number from 0");
                return new Seed(seed).value();
            });
        } catch (IllegalArgumentException e) {
            throw new UsageException(SEED + " " + e.getMessage(), e);
        }
    }

    private static Optional<List<String>> words(ParseResult typed, String flag, Consumer<String> check)
            throws UsageException {
        var words = text(typed, flag).map(text -> List.of(text.split(",", -1)));
        try {
            words.ifPresent(all -> all.forEach(check));
            return words;
        } catch (IllegalArgumentException e) {
            throw new UsageException(flag + " " + e.getMessage(), e);
        }
    }

    private static Optional<String> text(ParseResult typed, String flag) {
        return typed.hasMatchedOption(flag) ? Optional.of(typed.matchedOptionValue(flag, "")) : Optional.empty();
    }

    private static boolean isFailed(CalibrationRunJson run) {
        return run.results().stream().anyMatch(result -> result.verdict().equals(Verdict.FAIL.word()));
    }
}
