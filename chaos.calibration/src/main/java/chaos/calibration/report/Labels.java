package chaos.calibration.report;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.ProbeTrain;
import chaos.api.calibration.Question;
import chaos.api.calibration.Subject;
import chaos.api.calibration.Verdict;

/** The words by which people tell results apart. */
final class Labels {

    private Labels() {}

    static String of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "pass";
            case FAIL -> "fail";
            case NOT_EVALUATED -> "not evaluated";
        };
    }

    /** A sign besides the colour. */
    static String sign(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "✓";
            case FAIL -> "✗";
            case NOT_EVALUATED -> "?";
        };
    }

    static String of(Question question) {
        return switch (question) {
            case PLANE_AGAINST_MODEL -> "plane against model";
            case INTENT_AGAINST_MODEL -> "intent against model";
        };
    }

    static String of(Subject subject) {
        return subject.name() + " " + subject.direction() + ": " + subject.quantity();
    }

    /** Direction, quantity and what was sent. */
    static String full(CaseResult result) {
        var subject = result.subject();
        var question = subject.question() == Question.INTENT_AGAINST_MODEL ? " (intent)" : "";
        return subject.direction() + ": " + subject.quantity() + question + trains(result);
    }

    private static String trains(CaseResult result) {
        return result.setting().trains().stream()
                .findFirst()
                .map(train -> ", " + train.bytes() + " bytes")
                .orElse("");
    }

    /** Everything about a train. */
    static String of(ProbeTrain train) {
        return Figures.count(train.count()) + " × " + train.bytes() + " bytes, "
                + Figures.number(train.packetsPerSecond()) + "/s, seed " + train.seed();
    }
}
