package chaos.json;

import java.util.Optional;

/** Bounds that may be infinite, which JSON cannot say: null there. */
final class Finite {

    private Finite() {}

    static Optional<Double> of(double bound) {
        return Optional.of(bound).filter(Double::isFinite);
    }

    static double low(Optional<Double> bound) {
        return bound.orElse(Double.NEGATIVE_INFINITY);
    }

    static double high(Optional<Double> bound) {
        return bound.orElse(Double.POSITIVE_INFINITY);
    }
}
