package chaos.gogo.command;

import chaos.api.impairment.Impairment;
import chaos.client.Daemon;
import chaos.client.RefusedException;
import chaos.client.Target;
import chaos.client.UnreachableException;
import chaos.gogo.text.OutcomeText;
import chaos.gogo.text.Ways;
import chaos.json.OutcomeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The answer of get, set and clear: the state as it was read back. */
final class StateAnswer {

    private final Context context;
    private final Target target;

    StateAnswer(Context context, Target target) {
        this.context = context;
        this.target = target;
    }

    /** An operation of which the state afterwards is the answer. */
    interface Operation {

        OutcomeJson run(Daemon daemon) throws RefusedException, UnreachableException;
    }

    /**
     * Does it and shows the state, also if it is not what was asked for.
     *
     * @param said what is to be said before the state
     */
    int of(Operation operation, Function<OutcomeJson, List<String>> said)
            throws RefusedException, UnreachableException {
        OutcomeJson outcome;
        try {
            outcome = operation.run(context.daemon());
        } catch (RefusedException e) {
            outcome = e.outcome().orElseThrow(() -> e);
        }
        if (context.json()) {
            context.answer(outcome, List.of());
        } else {
            var lines = new ArrayList<>(said.apply(outcome));
            lines.addAll(OutcomeText.lines(outcome, ways(), opposite()));
            context.print(lines);
        }
        return outcome.divergences().isEmpty() ? Exit.OK : Exit.DIVERGED;
    }

    /** What surrounds the answer is left out if it cannot be had: the operation itself was done. */
    private Ways ways() throws UnreachableException {
        try {
            return new Ways(context.daemon().link(target.link()).ports());
        } catch (RefusedException e) {
            return new Ways(List.of());
        }
    }

    private Optional<Impairment> opposite() throws UnreachableException {
        try {
            var other = context.daemon().read(target.opposite());
            return Optional.of(other.outcome().impairment().impairment());
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }
}
