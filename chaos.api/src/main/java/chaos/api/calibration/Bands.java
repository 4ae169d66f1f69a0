package chaos.api.calibration;

import java.util.Optional;

/**
 * What must hold, and what one would like to hold.
 *
 * @param gate what the verdict is about
 * @param goal a narrower band; no verdict rests on it
 */
public record Bands(ToleranceBand gate, Optional<ToleranceBand> goal) {}
