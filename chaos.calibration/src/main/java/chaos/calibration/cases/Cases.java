package chaos.calibration.cases;

import java.util.ArrayList;
import java.util.List;

/** Every case, in the order in which they run: the canon first. */
public final class Cases {

    private Cases() {}

    /** All of them. */
    public static List<CalibrationCase> all() {
        var cases = new ArrayList<CalibrationCase>();
        cases.addAll(LatencyCases.all());
        cases.addAll(ShareCases.all());
        cases.addAll(RateCases.all());
        cases.addAll(BurstLossCases.all());
        cases.add(new NeutralCase());
        cases.add(new IndependenceCase());
        cases.sort(java.util.Comparator.comparing(each -> !each.description().canonical()));
        return List.copyOf(cases);
    }
}
