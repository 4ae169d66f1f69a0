package chaos.client;

import chaos.api.impairment.Distribution;
import chaos.api.link.LinkName;
import chaos.json.DeletedTableJson;
import chaos.json.HealthJson;
import chaos.json.ImpairmentJson;
import chaos.json.LinkJson;
import chaos.json.PlaneChoiceJson;
import chaos.json.PlanesJson;
import chaos.json.PreviewJson;
import chaos.json.PreviewRequestJson;
import chaos.json.StatsJson;
import chaos.json.SwapJson;
import chaos.json.SystemJson;
import chaos.json.TableEntriesJson;
import chaos.json.TableJson;
import chaos.json.TablesJson;
import java.util.Optional;

/** The appliance as commands see it. Every method asks it anew. */
public interface Daemon {

    /** The appliance and its links. */
    SystemJson system() throws RefusedException, UnreachableException;

    /** One link. */
    LinkJson link(LinkName link) throws RefusedException, UnreachableException;

    /** The state of a direction. */
    Tagged read(Target target) throws RefusedException, UnreachableException;

    /**
     * Makes an impairment the whole state of a direction.
     *
     * @param tag only if the state still has this tag
     * @throws RefusedException also if the plane holds something else afterwards; then it has the outcome
     */
    Tagged apply(Target target, ImpairmentJson impairment, Optional<String> tag)
            throws RefusedException, UnreachableException;

    /**
     * Lets packets of a direction pass untouched.
     *
     * @throws RefusedException also if the plane holds something else afterwards; then it has the outcome
     */
    Tagged clear(Target target) throws RefusedException, UnreachableException;

    /** The counters of a direction. */
    StatsJson stats(Target target) throws RefusedException, UnreachableException;

    /** What an impairment would do to a traffic. */
    PreviewJson preview(Target target, PreviewRequestJson question) throws RefusedException, UnreachableException;

    /** The planes of all links. */
    PlanesJson planes() throws RefusedException, UnreachableException;

    /** Chooses the plane of a link. */
    SwapJson use(LinkName link, PlaneChoiceJson choice) throws RefusedException, UnreachableException;

    /** The named tables of latencies. */
    TablesJson distributions() throws RefusedException, UnreachableException;

    /** Stores a table under a name. */
    TableJson storeDistribution(Distribution.Table table, TableEntriesJson entries)
            throws RefusedException, UnreachableException;

    /** Deletes a table. */
    DeletedTableJson deleteDistribution(Distribution.Table table) throws RefusedException, UnreachableException;

    /** Its calibration. */
    CalibrationRuns calibration();

    /** How the appliance is. */
    HealthJson health() throws RefusedException, UnreachableException;
}
