package chaos.gogo.command;

import chaos.api.impairment.Impairment;
import chaos.api.prediction.Traffic;
import chaos.client.RefusedException;
import chaos.client.Target;
import chaos.client.UnreachableException;
import chaos.gogo.text.PreviewText;
import chaos.json.ImpairmentJson;
import chaos.json.PreviewRequestJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos preview}. */
final class PreviewCommand implements Command {

    private static final String SIZE = "--size";
    private static final String PPS = "--pps";
    private static final String USUAL_SIZE = "1500";
    private static final String USUAL_PPS = "1000";

    @Override
    public CommandSpec spec() {
        var spec = Specs.command(
                        this,
                        "preview",
                        "Show what an impairment would do to traffic, and apply nothing. Without flags of an impairment"
                                + " it is the one that is there.",
                        "chaos preview port1 --latency 40ms --jitter 5ms --loss 1%",
                        "chaos preview port1 --rate 10mbit --size 1500 --pps 900",
                        "chaos preview port2 --file wan.json --json")
                .addPositional(Specs.direction());
        for (var flag : Flag.values()) {
            flag.options().forEach(spec::addOption);
        }
        return spec.addOption(
                        Specs.option(Wanted.FILE, "<path>", "the JSON document; - reads it from the standard input"))
                .addOption(Specs.option(SIZE, "<1500>", "layer-2 bytes of each packet of the traffic"))
                .addOption(Specs.option(PPS, "<1000>", "packets a second of the traffic"));
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException, UsageException {
        var target = Target.of(Context.direction(typed));
        var flags = new Typed(typed);
        var traffic = traffic(typed);
        var wanted = flags.hasAny() || typed.hasMatchedOption(Wanted.FILE)
                ? Wanted.of(typed, flags, context.surroundings().in()).onto(Impairment.NONE)
                : context.daemon().read(target).outcome().impairment().impairment();
        var preview = context.daemon().preview(target, PreviewRequestJson.of(ImpairmentJson.of(wanted), traffic));
        context.answer(preview, PreviewText.lines(target.direction(), traffic, preview));
        return Exit.OK;
    }

    private static Traffic traffic(ParseResult typed) throws UsageException {
        var size = typed.matchedOptionValue(SIZE, USUAL_SIZE);
        var rate = typed.matchedOptionValue(PPS, USUAL_PPS);
        int bytes = (int) number(SIZE, size, Traffic.MIN_BYTES, Traffic.MAX_BYTES);
        return new Traffic(bytes, number(PPS, rate, Double.MIN_VALUE, Double.MAX_VALUE));
    }

    private static double number(String flag, String text, double least, double most) throws UsageException {
        var refusal = flag + " must be a number " + (flag.equals(PPS) ? "above 0" : "from 14 to 65535") + ", was \""
                + text + "\"";
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most && (flag.equals(PPS) || number == Math.rint(number))) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new UsageException(refusal, e);
        }
        throw new UsageException(refusal);
    }
}
