package chaos.calibration.cases;

import chaos.api.calibration.CaseDescription;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.RunRequest.Mode;
import java.util.List;

/** One question that a calibration asks in each direction. */
public interface CalibrationCase {

    /** Which question. */
    CaseDescription description();

    /** Under which settings it is asked: one in a quick run, the whole sweep in a full one. */
    List<Trial> trials(Mode mode);

    /** Its name. */
    default CaseName name() {
        return description().name();
    }
}
