package chaos.gogo.command;

import chaos.api.dataplane.PlaneName;
import chaos.api.link.LinkName;
import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import chaos.gogo.text.ApplianceText;
import chaos.json.PlaneChoiceJson;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code chaos use}. */
final class UseCommand implements Command {

    private static final String FORCE = "--force";
    private static final String AUTO = "auto";

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        this,
                        "use",
                        "Choose the plane, and put what is desired onto it. The gap is the time in which no plane"
                                + " had the ports.",
                        "chaos use netlink",
                        "chaos use model --force   a plane that carries no traffic, on real ports",
                        "chaos use auto            the highest ranking again")
                .addPositional(Specs.parameter(
                        "<plane>",
                        "a plane that chaos planes shows, or auto: the highest ranking",
                        List.of("netlink", "packet", "model", AUTO)))
                .addOption(Specs.flag(FORCE, "also if the plane carries no traffic on real ports"));
    }

    @Override
    public int run(ParseResult typed, Context context) throws RefusedException, UnreachableException, UsageException {
        var swap = context.daemon().use(LinkName.DEFAULT, choice(typed));
        context.answer(swap, ApplianceText.swap(swap));
        return Exit.OK;
    }

    private static PlaneChoiceJson choice(ParseResult typed) throws UsageException {
        var word = typed.matchedPositionalValue(0, "");
        var force = typed.hasMatchedOption(FORCE);
        if (word.equals(AUTO)) {
            return new PlaneChoiceJson(Optional.empty(), Optional.of(force));
        }
        try {
            return PlaneChoiceJson.of(new PlaneName(word), force);
        } catch (IllegalArgumentException e) {
            throw new UsageException("<plane> " + e.getMessage(), e);
        }
    }
}
