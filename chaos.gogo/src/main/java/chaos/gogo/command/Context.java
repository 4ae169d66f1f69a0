package chaos.gogo.command;

import chaos.api.link.Direction;
import chaos.client.Daemon;
import chaos.json.StrictJson;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/**
 * What a command runs with.
 *
 * @param surroundings where it runs
 * @param reached the appliance
 * @param json whether documents are wanted in place of text
 */
record Context(Surroundings surroundings, Surroundings.Reached reached, boolean json) {

    /** The appliance. */
    Daemon daemon() {
        return reached.daemon();
    }

    /** Writes an answer: the document, or the lines for people. */
    void answer(Record document, List<String> lines) {
        if (json) {
            surroundings.out().print(StrictJson.text(document) + "\n");
        } else {
            print(lines);
        }
    }

    /** Writes lines for people. */
    void print(List<String> lines) {
        lines.forEach(line -> surroundings.out().print(line + "\n"));
    }

    /** The direction that was typed. */
    static Direction direction(ParseResult typed) throws UsageException {
        return direction(typed.matchedPositionalValue(0, ""));
    }

    /** The direction that was typed, if one was. */
    static Optional<Direction> optionalDirection(ParseResult typed) throws UsageException {
        return typed.hasMatchedPositional(0) ? Optional.of(direction(typed)) : Optional.empty();
    }

    private static Direction direction(String word) throws UsageException {
        try {
            return Direction.parse(word);
        } catch (IllegalArgumentException e) {
            throw new UsageException("<direction> " + e.getMessage(), e);
        }
    }
}
