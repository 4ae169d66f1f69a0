package chaos.http.problem;

import chaos.api.calibration.CalibrationException;
import chaos.api.control.Outcome;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Refusal;
import chaos.json.MalformedJsonException;
import chaos.json.OutcomeJson;
import chaos.json.ProblemJson;
import chaos.json.RefusalJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A failure as the client sees it (RFC 9457).
 *
 * @param status the HTTP status
 * @param reason what a program can act on; empty where the status says it all
 * @param detail a sentence for people
 * @param field JSON pointer into the body that was sent, empty text for all of it; {@code /link} and {@code /direction}
 *     for parts of the path
 * @param refusals each field that the plane cannot hold
 * @param outcome the state that was read back, if it is not the one that was asked for
 */
public record Problem(
        int status,
        Optional<String> reason,
        String detail,
        Optional<String> field,
        List<Refusal> refusals,
        Optional<Outcome> outcome) {

    private static final Optional<String> UNKNOWN = Optional.of("unknown");

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(403, "Privilege missing"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(406, "Not acceptable"),
            Map.entry(408, "Request too slow"),
            Map.entry(409, "Conflict"),
            Map.entry(412, "State has changed"),
            Map.entry(413, "Body too large"),
            Map.entry(414, "Address too long"),
            Map.entry(415, "Not JSON in UTF-8"),
            Map.entry(422, "Not supported by the plane"),
            Map.entry(431, "Headers too large"),
            Map.entry(500, "Internal error"),
            Map.entry(503, "Not ready"),
            Map.entry(504, "Data plane did not answer"),
            Map.entry(507, "Not stored"));

    /** A problem; the list is copied. */
    public Problem {
        refusals = List.copyOf(refusals);
    }

    /** A problem that its status and one sentence describe. */
    public static Problem of(int status, String detail) {
        return of(status, detail, Optional.empty());
    }

    /** As {@link #of(int, String)}, with the place that is at fault. */
    static Problem of(int status, String detail, Optional<String> field) {
        return new Problem(status, Optional.empty(), detail, field, List.of(), Optional.empty());
    }

    /** A body that is not the document that was expected. */
    static Problem malformed(MalformedJsonException malformed) {
        return of(Statuses.MALFORMED, malformed.getMessage(), Optional.of(malformed.field()));
    }

    /** An operation that the appliance refused or that failed. */
    public static Problem of(DataPlaneException failure) {
        return new Problem(
                Statuses.of(failure.reason()),
                Optional.of(word(failure.reason())),
                failure.detail(),
                failure.refusals().stream().findFirst().map(Refusal::field),
                failure.refusals(),
                Optional.empty());
    }

    /** A calibration run that cannot be had. */
    static Problem of(CalibrationException refused, Optional<String> field) {
        return new Problem(
                Statuses.of(refused.reason()),
                Optional.of(refused.reason().name().toLowerCase(Locale.ROOT)),
                refused.getMessage(),
                field,
                List.of(),
                Optional.empty());
    }

    /** An operation that was done, after which the plane holds something else than what was asked for. */
    public static Problem diverged(Outcome outcome) {
        var names = outcome.divergences().stream().map(d -> d.named()).toList();
        return new Problem(
                Statuses.CONFLICT,
                Optional.of("diverged"),
                "the plane holds something else than what was asked for in " + String.join(", ", names)
                        + "; see divergences",
                outcome.divergences().stream().map(d -> d.field()).findFirst().filter(field -> !field.isEmpty()),
                List.of(),
                Optional.of(outcome));
    }

    /** {@return the wire document} */
    public ProblemJson document() {
        return new ProblemJson(
                type(),
                title(),
                status,
                detail,
                field,
                reason,
                outcome.map(OutcomeJson::of),
                Optional.of(refusals.stream().map(RefusalJson::of).toList()).filter(list -> !list.isEmpty()));
    }

    private String title() {
        return reason.equals(UNKNOWN) ? "Unknown name" : title(status);
    }

    private static String title(int status) {
        return TITLES.getOrDefault(status, status < 500 ? "Request refused" : "Failed");
    }

    private String type() {
        return reason.map(word -> "urn:chaos:problem:" + word.replace('_', '-')).orElse("about:blank");
    }

    /** {@return whether the same request may succeed in a moment} */
    public boolean isPassing() {
        return status == Statuses.UNAVAILABLE;
    }

    private static String word(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
