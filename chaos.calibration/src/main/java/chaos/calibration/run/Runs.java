package chaos.calibration.run;

import chaos.api.calibration.CalibrationException;
import chaos.api.calibration.CalibrationException.Reason;
import chaos.api.calibration.CaseName;
import chaos.api.calibration.RunRequest;
import chaos.api.calibration.RunStatus;
import chaos.api.calibration.RunStatus.State;
import chaos.api.calibration.TrafficRig;
import chaos.api.control.LinkStatus;
import chaos.calibration.cases.CalibrationCase;
import chaos.calibration.cases.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The runs of a daemon, one at a time. */
final class Runs {

    /** So many are kept: the last ones. */
    private static final int KEPT = 16;

    private static final long ENDS_WITHIN_MILLIS = 10_000;

    private final List<Run> runs = new ArrayList<>();
    private final List<Consumer<RunStatus>> listeners = new CopyOnWriteArrayList<>();
    private Thread thread = new Thread(() -> {}, "calibration");
    private int started;

    /**
     * Makes sure that the cases exist.
     *
     * @throws CalibrationException if one does not
     */
    static void requireCases(RunRequest request) throws CalibrationException {
        var known = Cases.all().stream().map(CalibrationCase::name).collect(Collectors.toSet());
        var unknown =
                request.cases().stream().filter(name -> !known.contains(name)).findFirst();
        if (unknown.isPresent()) {
            throw new CalibrationException(
                    Reason.UNKNOWN,
                    "there is no case " + unknown.get() + "; the cases are "
                            + Cases.all().stream()
                                    .map(CalibrationCase::name)
                                    .map(CaseName::value)
                                    .collect(Collectors.joining(", ")));
        }
    }

    /**
     * Starts a run in a thread of its own.
     *
     * @throws CalibrationException if one goes on
     */
    synchronized RunStatus start(RunRequest request, Execution.Means means, LinkStatus status, TrafficRig rig)
            throws CalibrationException {
        var going = runs.stream().filter(Run::isRunning).findFirst();
        if (going.isPresent() || thread.isAlive()) {
            throw new CalibrationException(
                    Reason.BUSY,
                    "a calibration run goes on already"
                            + going.map(run -> ": " + run.id()).orElse("") + "; wait for it, or cancel it");
        }
        var run = new Run("run-" + ++started, request, System::nanoTime, this::tell);
        runs.add(run);
        if (runs.size() > KEPT) {
            runs.remove(0);
        }
        thread = new Thread(new Execution(run, means, status, rig), "calibration");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((broken, fault) -> Execution.broken(run, fault));
        thread.start();
        return run.status();
    }

    private void tell(RunStatus status) {
        listeners.forEach(listener -> listener.accept(status));
    }

    /** The runs that are kept, the newest first. */
    synchronized List<RunStatus> all() {
        var newest = new ArrayList<RunStatus>();
        runs.forEach(run -> newest.add(0, run.status()));
        return newest;
    }

    /** One of them. */
    synchronized Optional<RunStatus> one(String id) {
        return runs.stream().filter(run -> run.id().equals(id)).findFirst().map(Run::status);
    }

    /** Ends a run, and waits until the link is as it was found. */
    Optional<RunStatus> cancel(String id) {
        if (one(id).filter(run -> run.state() == State.RUNNING).isPresent()) {
            end();
        }
        return one(id);
    }

    /** Ends whatever goes on. */
    void end() {
        Thread going;
        synchronized (this) {
            going = thread;
        }
        going.interrupt();
        try {
            going.join(ENDS_WITHIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells each change from now on. */
    void listen(Consumer<RunStatus> listener) {
        listeners.add(listener);
    }

    void leave(Consumer<RunStatus> listener) {
        listeners.remove(listener);
    }
}
