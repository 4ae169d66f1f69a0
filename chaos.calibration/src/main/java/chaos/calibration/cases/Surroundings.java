package chaos.calibration.cases;

import chaos.api.calibration.TrafficRig;
import chaos.api.dataplane.PlaneName;
import chaos.api.link.LinkName;
import chaos.api.prediction.Predictor;

/**
 * What the trials of a run share.
 *
 * @param name which link
 * @param link the link
 * @param plane its plane
 * @param seeded whether the plane takes a seed, so that a run can be repeated
 * @param rig what measures
 * @param predictor the model
 * @param floor of the rig
 */
public record Surroundings(
        LinkName name,
        TestedLink link,
        PlaneName plane,
        boolean seeded,
        TrafficRig rig,
        Predictor predictor,
        FloorSample floor) {}
