package chaos.calibration.run;

import chaos.api.calibration.Baseline;
import chaos.api.calibration.Calibration;
import chaos.api.calibration.CalibrationException;
import chaos.api.calibration.CalibrationException.Reason;
import chaos.api.calibration.CaseDescription;
import chaos.api.calibration.Report;
import chaos.api.calibration.RigException;
import chaos.api.calibration.RunRequest;
import chaos.api.calibration.RunStatus;
import chaos.api.calibration.TrafficRig;
import chaos.api.control.Appliance;
import chaos.api.control.LinkStatus;
import chaos.api.control.LinkStatus.State;
import chaos.api.control.Planes;
import chaos.api.dataplane.PlaneName;
import chaos.api.prediction.Predictor;
import chaos.api.socket.SocketPath;
import chaos.calibration.baseline.BaselineStore;
import chaos.calibration.baseline.Comparing;
import chaos.calibration.baseline.Kept;
import chaos.calibration.cases.CalibrationCase;
import chaos.calibration.cases.Cases;
import chaos.calibration.report.ReportPage;
import chaos.client.RemoteDaemon;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calibration of every link, by whatever rigs are there, through the API on the socket. */
@Component(
        service = Calibration.class,
        configurationPid = "chaos.calibration",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class CalibrationRuns implements Calibration {

    private static final Logger LOG = LoggerFactory.getLogger(CalibrationRuns.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private final RemoteDaemon daemon;
    private final Journal journal;
    private final BaselineStore baselines;
    private final Execution.Means means;
    private final Runs runs = new Runs();
    private final List<TrafficRig> rigs = new CopyOnWriteArrayList<>();
    private final List<Planes> links = new CopyOnWriteArrayList<>();
    private Optional<GivingBack> givingBack = Optional.empty();
    private Thread returning = new Thread(() -> {}, "calibration-return");

    /** Its configuration. */
    public @interface Config {

        /** The socket of the API: an absolute path. */
        String socket();

        /** Where state is kept: an absolute path. */
        String state_dir();

        /** The file of the calibration baseline: an absolute path. */
        String baseline_path();
    }

    /** As configured. */
    @Activate
    public CalibrationRuns(
            @Reference(name = "predictor") Predictor predictor,
            @Reference(name = "appliance") Appliance appliance,
            @Reference(name = "changes") ChangeWatch changes,
            Config config) {
        var clock = InstantSource.system();
        this.daemon = new RemoteDaemon(new SocketPath(Path.of(config.socket())));
        this.journal = new Journal(Path.of(config.state_dir()));
        this.baselines = new BaselineStore(Path.of(config.baseline_path()), Here.machine(), clock);
        this.means = new Execution.Means(
                daemon,
                predictor,
                journal,
                appliance.version(),
                clock,
                this::finish,
                link -> giveBack(link::restore),
                changes);
        journal.left().ifPresent(found -> giveBack(new CutOffRun(daemon, found)));
    }

    private synchronized void giveBack(GivingBack.Attempt attempt) {
        var again = new GivingBack(attempt, journal, FIRST_PAUSE);
        givingBack = Optional.of(again);
        returning = new Thread(again, "calibration-return");
        returning.setDaemon(true);
        returning.start();
    }

    /** What an earlier run took is given back before anything else is measured. */
    private synchronized void requireGivenBack() throws CalibrationException {
        if (returning.isAlive()) {
            var why = givingBack.map(GivingBack::notes).orElse(List.of());
            throw new CalibrationException(
                    Reason.BUSY, "the link is not given back yet by an earlier run: " + String.join("; ", why));
        }
    }

    private synchronized void stopGivingBack() {
        returning.interrupt();
    }

    @Deactivate
    void deactivate() {
        runs.end();
        stopGivingBack();
        daemon.close();
    }

    @Reference(
            name = "rig",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "unbindRig")
    void bindRig(TrafficRig rig) {
        rigs.add(rig);
    }

    void unbindRig(TrafficRig rig) {
        rigs.remove(rig);
    }

    @Reference(
            name = "link",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "unbindLink")
    void bindLink(Planes link) {
        links.add(link);
    }

    void unbindLink(Planes link) {
        links.remove(link);
    }

    @Override
    public List<CaseDescription> cases() {
        return Cases.all().stream().map(CalibrationCase::description).toList();
    }

    @Override
    public RunStatus start(RunRequest request) throws CalibrationException {
        Runs.requireCases(request);
        requireGivenBack();
        var status = live(request);
        var plane = status.plane().orElseThrow();
        return runs.start(request, means, status, rig(request, plane));
    }

    private LinkStatus live(RunRequest request) throws CalibrationException {
        var planes = links.stream()
                .filter(link -> link.link().equals(request.link()))
                .findFirst()
                .orElseThrow(() -> new CalibrationException(Reason.UNKNOWN, "there is no link " + request.link()));
        var status = planes.status();
        if (status.state() != State.LIVE || status.capabilities().isEmpty()) {
            throw new CalibrationException(
                    Reason.NO_LIVE_PLANE,
                    "link " + request.link() + " has no live plane to calibrate"
                            + status.reason().map(reason -> ": " + reason).orElse(""));
        }
        return status;
    }

    private TrafficRig rig(RunRequest request, PlaneName plane) throws CalibrationException {
        var asked = request.rig();
        var candidates = rigs.stream()
                .filter(rig -> asked.isEmpty() || rig.name().equals(asked.get()))
                .toList();
        if (asked.isPresent() && candidates.isEmpty()) {
            var names = rigs.stream().map(TrafficRig::name).distinct().sorted().toList();
            throw new CalibrationException(
                    Reason.UNKNOWN,
                    "there is no rig \"" + asked.get() + "\" here; the rigs are " + String.join(", ", names));
        }
        var why = new ArrayList<String>();
        for (var rig : candidates) {
            var obstacle = obstacle(rig, request, plane);
            if (obstacle.isEmpty()) {
                return rig;
            }
            why.add(obstacle.get());
        }
        throw new CalibrationException(
                Reason.NO_RIG,
                "nothing can measure the " + plane + " plane of link " + request.link()
                        + (why.isEmpty() ? "" : ": " + String.join("; ", why)));
    }

    private static Optional<String> obstacle(TrafficRig rig, RunRequest request, PlaneName plane) {
        if (!rig.measures(plane)) {
            return Optional.of("the " + rig.name() + " rig does not measure the " + plane + " plane");
        }
        try {
            rig.describe(request.link());
            return Optional.empty();
        } catch (RigException e) {
            LOG.debug("rig={} link={} cannot measure", rig.name(), request.link(), e);
            return Optional.of("the " + rig.name() + " rig cannot: " + e.getMessage());
        }
    }

    private void finish(Run run, Report report, String summary) {
        var baseline = baselines.read();
        var comparison = baseline.stored().map(stored -> Comparing.compare(stored, report));
        var whole = report.warned(baseline.warnings());
        if (run.request().keep()) {
            var kept = kept(whole, baseline);
            run.done(whole.warned(kept.warnings()), comparison, summary + "; " + kept.sentence());
        } else {
            run.done(whole, comparison, summary);
        }
    }

    private Kept kept(Report report, Baseline before) {
        try {
            baselines.store(report);
            return Kept.inPlaceOf(before.stored(), report);
        } catch (IOException e) {
            LOG.warn("the calibration baseline was not stored", e);
            return Kept.not(e.getMessage());
        }
    }

    @Override
    public Optional<RunStatus> run(String id) {
        return runs.one(id);
    }

    @Override
    public List<RunStatus> runs() {
        return runs.all();
    }

    @Override
    public Optional<RunStatus> cancel(String id) {
        return runs.cancel(id);
    }

    @Override
    public Optional<String> page(String id) {
        return runs.one(id)
                .flatMap(status -> status.report().map(report -> ReportPage.of(report, status.comparison())));
    }

    @Override
    public Baseline baseline() {
        return baselines.read();
    }

    @Override
    public Watch watch(Consumer<RunStatus> listener) {
        runs.listen(listener);
        return () -> runs.leave(listener);
    }
}
