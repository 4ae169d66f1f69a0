package chaos.calibration.cases;

import chaos.api.calibration.Estimate;
import chaos.api.calibration.ToleranceBand;
import chaos.calibration.statistics.Estimates;
import chaos.calibration.statistics.SampleSize;
import java.util.Optional;

/**
 * A delay of the link above that of the rig: the error of the rig's floor is the same for all probes of a trial, and no
 * number of them makes it less.
 *
 * @param seen what was seen
 * @param raw the delay with the rig's own in it
 * @param own the rig's own
 * @param width as wide the answer may be uncertain
 */
record AboveFloor(Seen seen, Estimate raw, Estimate own, ToleranceBand width) {

    /** What is judged of it; with so many samples at least. */
    Finding finding(String quantity, ToleranceBand gate, long atLeast) {
        var fixed = seen.bench().floor().repeating(own);
        double half = (width.high() - width.low()) / 2;
        var needed = SampleSize.forDifference(raw, fixed, half);
        return Finding.plane(quantity, gate, Math.max(atLeast, needed.orElse(atLeast)), Estimates.minus(raw, fixed))
                .doubted(LatencyCases.repeatability(seen, width))
                .doubted(needed.isPresent() ? Optional.empty() : Optional.of(uncertain(fixed, 2 * half)));
    }

    private static String uncertain(Estimate floor, double width) {
        return "the band is " + Words.nanos(width) + " wide, and the rig's floor itself lies between "
                + Words.nanos(floor.low()) + " and " + Words.nanos(floor.high())
                + "; a full run, or one on a machine that does less meanwhile, knows it better";
    }
}
