package chaos.dataplane.tck;

import chaos.api.calibration.Baseline;
import chaos.api.calibration.Calibration;
import chaos.api.calibration.CalibrationException;
import chaos.api.calibration.CaseDescription;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.RunRequest;
import chaos.api.calibration.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Calibration as a script says, for tests of whatever speaks of it. A run goes on until it is told something else. */
public final class FakeCalibration implements Calibration {

    private static final List<CaseDescription> CASES = List.of(
            new CaseDescription(new CaseName("T-LAT-const"), "Does a constant latency hold?", true),
            new CaseDescription(new CaseName("T-LOSS-pp"), "Does a loss share hold?", true),
            new CaseDescription(new CaseName("T-NEUTRAL"), "Does nothing change what passes?", false));

    private final Map<String, RunStatus> runs = new ConcurrentSkipListMap<>();
    private final List<RunRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Consumer<RunStatus>> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<CalibrationException> refusal = Optional.empty();
    private volatile Consumer<RunStatus> script = run -> {};
    private volatile Baseline baseline = new Baseline(Optional.empty(), List.of());

    /** No runs and no baseline. */
    public FakeCalibration() {}

    /** From now on no run can be had. */
    public void refuse(CalibrationException because) {
        refusal = Optional.of(because);
    }

    /** What becomes of a run as soon as it has started; it is called by the thread that starts the run. */
    public void afterStart(Consumer<RunStatus> then) {
        script = then;
    }

    /** What is stored from now on. */
    public void store(Baseline stored) {
        baseline = stored;
    }

    /** What was asked for so far. */
    public List<RunRequest> requests() {
        return List.copyOf(requests);
    }

    /** How many listen. */
    public int listeners() {
        return listeners.size();
    }

    /** This is how a run is now. */
    public void tell(RunStatus status) {
        runs.put(status.id(), status);
        listeners.forEach(listener -> listener.accept(status));
    }

    @Override
    public List<CaseDescription> cases() {
        return CASES;
    }

    @Override
    public RunStatus start(RunRequest request) throws CalibrationException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        requests.add(request);
        var run = new RunStatus(
                "run-" + requests.size(),
                RunStatus.State.RUNNING,
                0,
                Optional.of(Duration.ofSeconds(60)),
                "measuring the floor",
                List.of(),
                Optional.empty(),
                Optional.empty());
        tell(run);
        script.accept(run);
        return run;
    }

    @Override
    public Optional<RunStatus> run(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public List<RunStatus> runs() {
        var all = new ArrayList<>(runs.values());
        java.util.Collections.reverse(all);
        return all;
    }

    @Override
    public Optional<RunStatus> cancel(String id) {
        run(id).filter(run -> run.state() == RunStatus.State.RUNNING)
                .ifPresent(run -> tell(new RunStatus(
                        run.id(),
                        RunStatus.State.CANCELLED,
                        run.progress(),
                        Optional.empty(),
                        "cancelled; the link is as it was",
                        run.results(),
                        Optional.empty(),
                        Optional.empty())));
        return run(id);
    }

    @Override
    public Optional<String> page(String id) {
        return run(id).flatMap(RunStatus::report)
                .map(report -> "<!doctype html><title>seed " + report.request().seed() + "</title>");
    }

    @Override
    public Baseline baseline() {
        return baseline;
    }

    @Override
    public Watch watch(Consumer<RunStatus> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
