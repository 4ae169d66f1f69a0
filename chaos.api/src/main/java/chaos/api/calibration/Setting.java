package chaos.api.calibration;

import chaos.api.impairment.Impairment;
import java.util.List;

/**
 * Under which a case was measured.
 *
 * @param impairment what was set
 * @param trains what was sent: two where the first drawing failed, none where the case needs no probe
 */
public record Setting(Impairment impairment, List<ProbeTrain> trains) {

    /** A setting; the list is copied. */
    public Setting {
        trains = List.copyOf(trains);
    }
}
