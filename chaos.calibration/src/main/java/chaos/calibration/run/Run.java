package chaos.calibration.run;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Comparison;
import chaos.api.calibration.Report;
import chaos.api.calibration.RunRequest;
import chaos.api.calibration.RunStatus;
import chaos.api.calibration.RunStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** How one run is; told by its thread and read by others. */
final class Run implements Conductor.Listener {

    private final String id;
    private final RunRequest request;
    private final List<Task> tasks;
    private final LongSupplier nanoTime;
    private final Consumer<RunStatus> listener;
    private final List<CaseResult> results = new ArrayList<>();
    private State state = State.RUNNING;
    private String detail = "measures the rig's own floor";
    private long doneNanos;
    private long stepNanos;
    private final long began;
    private long stepBegan;
    private Optional<Report> report = Optional.empty();
    private Optional<Comparison> comparison = Optional.empty();

    Run(String id, RunRequest request, LongSupplier nanoTime, Consumer<RunStatus> listener) {
        this.id = id;
        this.request = request;
        this.tasks = Task.of(request);
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.stepNanos = Floors.expected(request.mode()).toNanos();
        this.began = nanoTime.getAsLong();
        this.stepBegan = began;
    }

    String id() {
        return id;
    }

    RunRequest request() {
        return request;
    }

    List<Task> tasks() {
        return tasks;
    }

    @Override
    public void begins(Task task) {
        synchronized (this) {
            next(task.trial().expected());
            detail = task.question().name() + " " + task.direction() + ", setting " + (task.number() + 1) + " of "
                    + task.question().trials(request.mode()).size();
        }
        listener.accept(status());
    }

    @Override
    public void ended(Task task, List<CaseResult> found) {
        synchronized (this) {
            results.addAll(found);
        }
        listener.accept(status());
    }

    private void next(Duration expected) {
        doneNanos += stepNanos;
        stepNanos = expected.toNanos();
        stepBegan = nanoTime.getAsLong();
    }

    void ends(State how, String why) {
        synchronized (this) {
            state = how;
            detail = why;
        }
        listener.accept(status());
    }

    void done(Report whole, Optional<Comparison> beside, String summary) {
        synchronized (this) {
            report = Optional.of(whole);
            comparison = beside;
        }
        ends(State.DONE, summary);
    }

    synchronized boolean isRunning() {
        return state == State.RUNNING;
    }

    synchronized RunStatus status() {
        boolean running = state == State.RUNNING;
        long all = Math.max(1, expectedNanos());
        long within = Math.min(nanoTime.getAsLong() - stepBegan, stepNanos);
        double share = state == State.DONE ? 1 : Math.min(1, (double) (doneNanos + within) / all);
        return new RunStatus(
                id,
                state,
                share,
                running ? Optional.of(left(all - doneNanos - within)) : Optional.empty(),
                detail,
                results,
                report,
                comparison);
    }

    /** What is still to do, at the pace so far: virtual time is quicker than expected, a busy machine slower. */
    private Duration left(long expected) {
        double pace = doneNanos == 0 ? 1 : (double) (stepBegan - began) / doneNanos;
        return Duration.ofNanos((long) (Math.max(0, expected) * pace));
    }

    private long expectedNanos() {
        return Floors.expected(request.mode()).toNanos()
                + tasks.stream()
                        .mapToLong(task -> task.trial().expected().toNanos())
                        .sum();
    }
}
