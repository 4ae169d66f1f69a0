package chaos.gogo.command;

import chaos.api.calibration.RunStatus;
import chaos.client.CalibrationRuns;
import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import chaos.gogo.text.CalibrationText;
import chaos.json.CalibrationRunJson;
import chaos.json.RunRequestJson;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** A calibration run that somebody waits for: it says how far it is, and ends when whoever waits goes away. */
final class WatchedRun {

    /** Seldom enough that asking does not disturb what is measured. */
    private static final long APART_MILLIS = 500;

    private static final String LINE_START = "\r\033[K";

    private final CalibrationRuns calibration;
    private final PrintWriter err;
    private final boolean process;
    private final boolean screen;
    private final Runnable atInterrupt;
    private int told;

    /**
     * A run.
     *
     * @param atInterrupt what else is to be done when the person ends it
     */
    WatchedRun(Context context, Runnable atInterrupt) {
        this.calibration = context.daemon().calibration();
        this.err = context.surroundings().err();
        this.process = context.reached().socket().isPresent();
        this.screen = process && Screen.isThere(Screen.STANDARD_ERROR);
        this.atInterrupt = atInterrupt;
    }

    /** Starts it and waits for its end. */
    CalibrationRunJson of(RunRequestJson request) throws RefusedException, UnreachableException {
        var run = calibration.start(request);
        var id = run.id();
        var interrupt = new Thread(() -> cancel(id), "chaos-cancel");
        if (process) {
            Runtime.getRuntime().addShutdownHook(interrupt);
        }
        try {
            while (run.isRunning()) {
                tell(run);
                TimeUnit.MILLISECONDS.sleep(APART_MILLIS);
                run = calibration.find(id);
            }
            tell(run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel(id);
            throw RefusedException.because("the calibration run was ended");
        } finally {
            forget(interrupt);
        }
        if (!run.state().equals(RunStatus.State.DONE.word())) {
            throw RefusedException.because(told(run));
        }
        return run;
    }

    private static String told(CalibrationRunJson run) {
        boolean cancelled = run.state().equals(RunStatus.State.CANCELLED.word());
        var why = run.detail().startsWith(run.state()) ? run.detail() : run.state() + ": " + run.detail();
        return "the calibration run " + (cancelled ? "was " : "") + why;
    }

    private void forget(Thread interrupt) {
        if (process) {
            try {
                Runtime.getRuntime().removeShutdownHook(interrupt);
            } catch (IllegalStateException e) {
                // The process ends already: the hook runs, and this thread is not waited for.
                Thread.currentThread().interrupt();
            }
        }
    }

    private void cancel(String id) {
        err.print((screen ? LINE_START : "") + "ending the calibration run …\n");
        err.flush();
        try {
            var run = calibration.cancel(id);
            err.print(told(run) + "\n");
        } catch (RefusedException | UnreachableException e) {
            err.print("chaos: the calibration run could not be ended: " + e.getMessage() + "\n");
        }
        err.flush();
        atInterrupt.run();
    }

    private void tell(CalibrationRunJson run) {
        var news = run.results()
                .subList(Math.min(told, run.results().size()), run.results().size());
        told = run.results().size();
        if (screen) {
            err.print(LINE_START);
        }
        if (!screen) {
            news.forEach(result -> err.print(CalibrationText.progress(run, result) + "\n"));
        } else if (run.isRunning()) {
            err.print(CalibrationText.progress(run));
        }
        err.flush();
    }
}
