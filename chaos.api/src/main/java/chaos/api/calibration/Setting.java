package chaos.api.calibration;

import chaos.api.impairment.Impairment;
import java.util.List;

/**
 * Under which a case was measured.
 *
 * @param impairment what was set
 * @param trains what was sent; the last is judged, those before were disturbed, too small or a first failure. None
 *     where the case needs no probe
 */
public record Setting(Impairment impairment, List<ProbeTrain> trains) {

    /** A setting; the list is copied. */
    public Setting {
        trains = List.copyOf(trains);
    }
}
