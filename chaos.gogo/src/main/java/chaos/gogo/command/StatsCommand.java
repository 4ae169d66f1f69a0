package chaos.gogo.command;

import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.client.RefusedException;
import chaos.client.Target;
import chaos.client.UnreachableException;
import chaos.gogo.text.StatsText;
import chaos.gogo.text.Ways;
import chaos.json.StatsJson;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos stats}. */
final class StatsCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        this,
                        "stats",
                        "Show the counters since the plane was attached, of one direction or of both. Drops are told"
                                + " apart by their cause; rates cover the time since the sample before.",
                        "chaos stats",
                        "chaos --json stats port1")
                .addPositional(Specs.optionalDirection());
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException, UsageException {
        var direction = Context.optionalDirection(typed);
        var all = new ArrayList<StatsJson>();
        for (var each : direction.map(List::of).orElse(List.of(Direction.values()))) {
            all.add(context.daemon().stats(Target.of(each)));
        }
        if (context.json()) {
            all.forEach(stats -> context.answer(stats, List.of()));
        } else {
            var ways = new Ways(context.daemon().link(LinkName.DEFAULT).ports());
            context.print(StatsText.lines(all, ways));
        }
        return Exit.OK;
    }
}
