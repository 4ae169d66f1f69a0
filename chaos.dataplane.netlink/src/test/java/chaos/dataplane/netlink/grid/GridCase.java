package chaos.dataplane.netlink.grid;

import chaos.api.calibration.ProbeTrain;
import chaos.api.impairment.Impairment;
import chaos.distribution.LatencyTables;

/**
 * One impairment and the traffic that shows it.
 *
 * @param name for people
 * @param impairment what the kernel is told
 * @param twin what the engine is told: the same, but where the kernel is known not to do what it is told
 * @param train what is sent
 * @param tables where the engine finds named tables
 */
public record GridCase(String name, Impairment impairment, Impairment twin, ProbeTrain train, LatencyTables tables) {

    /** One without named tables. */
    public GridCase(String name, Impairment impairment, Impairment twin, ProbeTrain train) {
        this(name, impairment, twin, train, LatencyTables.SHAPES);
    }

    @Override
    public String toString() {
        return name;
    }
}
