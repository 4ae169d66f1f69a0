package chaos.client;

import chaos.json.BaselineJson;
import chaos.json.CalibrationRunJson;
import chaos.json.CaseListJson;
import chaos.json.RunRequestJson;

/** Calibration as commands see it. Every method asks the appliance anew. */
public interface CalibrationRuns {

    /** The cases that a run may cover. */
    CaseListJson cases() throws RefusedException, UnreachableException;

    /** The calibration baseline. */
    BaselineJson baseline() throws RefusedException, UnreachableException;

    /** Starts a run. */
    CalibrationRunJson start(RunRequestJson request) throws RefusedException, UnreachableException;

    /** How a run is. */
    CalibrationRunJson find(String id) throws RefusedException, UnreachableException;

    /** Ends a run and leaves the link as it was found; how the run is then. */
    CalibrationRunJson cancel(String id) throws RefusedException, UnreachableException;

    /** The report of a run that is done, as an HTML page. */
    String page(String id) throws RefusedException, UnreachableException;
}
