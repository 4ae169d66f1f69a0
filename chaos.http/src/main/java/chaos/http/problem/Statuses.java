package chaos.http.problem;

import chaos.api.calibration.CalibrationException;
import chaos.api.dataplane.DataPlaneException.Reason;

/** Which status a failure has; the only place that knows. */
final class Statuses {

    static final int MALFORMED = 400;
    static final int CONFLICT = 409;
    static final int UNPROCESSABLE = 422;
    static final int FAULT = 500;
    static final int UNAVAILABLE = 503;

    private Statuses() {}

    static int of(Reason reason) {
        return switch (reason) {
            case OUT_OF_RANGE -> MALFORMED;
            case NOT_PERMITTED -> 403;
            case NO_SUCH_PORT, NO_SUCH_PLANE, NO_SUCH_DISTRIBUTION -> 404;
            case FOREIGN, REJECTED -> CONFLICT;
            case PRECONDITION_FAILED -> 412;
            case NOT_SUPPORTED -> UNPROCESSABLE;
            case FAILED -> FAULT;
            case NO_LIVE_PLANE -> UNAVAILABLE;
            case TIMED_OUT -> 504;
            case NOT_STORED -> 507;
        };
    }

    static int of(CalibrationException.Reason reason) {
        return switch (reason) {
            case UNKNOWN -> UNPROCESSABLE;
            case BUSY, NO_RIG -> CONFLICT;
            case NO_LIVE_PLANE -> UNAVAILABLE;
        };
    }

    static int of(RequestRefused.Kind kind) {
        return switch (kind) {
            case MALFORMED -> MALFORMED;
            case UNKNOWN -> 404;
            case TOO_SLOW -> 408;
            case TOO_LARGE -> 413;
            case NOT_JSON -> 415;
            case TOO_SOON -> CONFLICT;
            case TOO_MANY -> UNAVAILABLE;
        };
    }
}
