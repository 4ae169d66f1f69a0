package chaos.gogo.client;

import chaos.api.calibration.Calibration;
import chaos.api.control.Appliance;
import chaos.api.control.Distributions;
import chaos.api.control.Health;
import chaos.api.control.Impairments;
import chaos.api.control.LinkStatus;
import chaos.api.control.Outcome;
import chaos.api.control.PlaneStatus;
import chaos.api.control.Planes;
import chaos.api.control.Request;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.impairment.Distribution;
import chaos.api.link.LinkName;
import chaos.client.CalibrationRuns;
import chaos.client.Daemon;
import chaos.client.RefusedException;
import chaos.client.Tagged;
import chaos.client.Target;
import chaos.json.DeletedTableJson;
import chaos.json.HealthJson;
import chaos.json.ImpairmentJson;
import chaos.json.LinkJson;
import chaos.json.MalformedJsonException;
import chaos.json.OutcomeJson;
import chaos.json.PlaneChoiceJson;
import chaos.json.PlanesJson;
import chaos.json.PreviewJson;
import chaos.json.PreviewRequestJson;
import chaos.json.RefusalJson;
import chaos.json.StatsJson;
import chaos.json.SwapJson;
import chaos.json.SystemJson;
import chaos.json.TableEntriesJson;
import chaos.json.TableJson;
import chaos.json.TablesJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The appliance in this process, by its services as they are at the moment of each question. */
public final class LocalDaemon implements Daemon {

    private static final String ACTOR = "shell";

    private final Services services;

    /** The services, which may come and go. */
    public interface Services {

        /** The appliance, while it is there. */
        Optional<Appliance> appliance();

        /** The planes of every link that is there, the default link first. */
        List<Planes> allPlanes();

        /** The impairments of a link, while it is there. */
        Optional<Impairments> impairments(LinkName link);

        /** What keeps the named tables, while it is there. */
        Optional<Distributions> distributions();

        /** Calibration, while it is there. */
        Optional<Calibration> calibration();

        /** Its health, while somebody looks after it. */
        Optional<Health> health();
    }

    /** The appliance that these services make. */
    public LocalDaemon(Services services) {
        this.services = services;
    }

    @Override
    public SystemJson system() throws RefusedException {
        var appliance = present(services.appliance(), "the appliance");
        var warnings = services.calibration()
                .map(calibration -> calibration.baseline().warnings())
                .orElse(List.of());
        return SystemJson.of(
                appliance, services.allPlanes().stream().map(Planes::status).toList(), warnings);
    }

    @Override
    public LinkJson link(LinkName link) throws RefusedException {
        return LinkJson.of(status(link));
    }

    @Override
    public Tagged read(Target target) throws RefusedException {
        return asked(() -> tagged(impairments(target).read(target.direction())));
    }

    @Override
    public Tagged apply(Target target, ImpairmentJson impairment, Optional<String> tag) throws RefusedException {
        var request = new Request(ACTOR, tag);
        return asDesired(asked(() -> impairments(target).apply(target.direction(), impairment.impairment(), request)));
    }

    @Override
    public Tagged clear(Target target) throws RefusedException {
        return asDesired(asked(() -> impairments(target).clear(target.direction(), Request.by(ACTOR))));
    }

    @Override
    public StatsJson stats(Target target) throws RefusedException {
        return asked(() -> StatsJson.of(impairments(target).stats(target.direction())));
    }

    @Override
    public PreviewJson preview(Target target, PreviewRequestJson question) throws RefusedException {
        return asked(() ->
                PreviewJson.of(impairments(target).preview(target.direction(), question.wanted(), question.traffic())));
    }

    @Override
    public PlanesJson planes() {
        var all = new ArrayList<PlaneStatus>();
        services.allPlanes().forEach(planes -> all.addAll(planes.planes()));
        return PlanesJson.of(all);
    }

    @Override
    public SwapJson use(LinkName link, PlaneChoiceJson choice) throws RefusedException {
        var planes = planes(link);
        var request = Request.by(ACTOR);
        return asked(() -> {
            var name = choice.name();
            return SwapJson.of(
                    name.isPresent()
                            ? planes.use(name.get(), choice.isForced(), request)
                            : planes.useHighestRanking(request));
        });
    }

    @Override
    public TablesJson distributions() throws RefusedException {
        return TablesJson.of(tables().all());
    }

    @Override
    public TableJson storeDistribution(Distribution.Table table, TableEntriesJson entries) throws RefusedException {
        var tables = tables();
        try {
            return asked(() -> TableJson.of(tables.store(table, entries.numbers())));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(e.getMessage(), Optional.of("/name"), List.of(), Optional.empty());
        }
    }

    @Override
    public DeletedTableJson deleteDistribution(Distribution.Table table) throws RefusedException {
        var tables = tables();
        return asked(() -> DeletedTableJson.of(table.name(), tables.delete(table)));
    }

    private Distributions tables() throws RefusedException {
        return present(services.distributions(), "what keeps distributions");
    }

    @Override
    public HealthJson health() throws RefusedException {
        return HealthJson.of(present(services.health(), "the control bundle").checks());
    }

    @Override
    public CalibrationRuns calibration() {
        return new LocalCalibration(services::calibration);
    }

    /** Something that asks the services. */
    private interface Question<T> {

        T ask() throws DataPlaneException, RefusedException;
    }

    private static <T> T asked(Question<T> question) throws RefusedException {
        try {
            return question.ask();
        } catch (DataPlaneException e) {
            var refusals = e.refusals().stream().map(RefusalJson::of).toList();
            var field = refusals.stream().findFirst().map(RefusalJson::field);
            throw new RefusedException(e.detail(), field, refusals, Optional.empty());
        } catch (MalformedJsonException e) {
            throw new RefusedException(e.detail(), Optional.of(e.field()), List.of(), Optional.empty());
        }
    }

    private static Tagged asDesired(Outcome outcome) throws RefusedException {
        if (!outcome.isAsDesired()) {
            throw RefusedException.diverged(OutcomeJson.of(outcome));
        }
        return tagged(outcome);
    }

    private static Tagged tagged(Outcome outcome) {
        return new Tagged(OutcomeJson.of(outcome), outcome.tag());
    }

    private Impairments impairments(Target target) throws RefusedException {
        return present(services.impairments(target.link()), "link " + target.link());
    }

    private LinkStatus status(LinkName link) throws RefusedException {
        return planes(link).status();
    }

    private Planes planes(LinkName link) throws RefusedException {
        return present(
                services.allPlanes().stream()
                        .filter(planes -> planes.link().equals(link))
                        .findFirst(),
                "link " + link);
    }

    private static <T> T present(Optional<T> service, String what) throws RefusedException {
        return service.orElseThrow(() -> RefusedException.because(what + " is starting or stopping; try again"));
    }
}
