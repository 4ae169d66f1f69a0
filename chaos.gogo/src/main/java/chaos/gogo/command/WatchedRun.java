package chaos.gogo.command;

import chaos.api.calibration.RunStatus;
import chaos.api.socket.SocketPath;
import chaos.client.CalibrationRuns;
import chaos.client.RefusedException;
import chaos.client.UnreachableException;
import chaos.gogo.text.CalibrationText;
import chaos.json.CalibrationRunJson;
import chaos.json.RunRequestJson;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A calibration run that somebody waits for: it says how far it is, and ends when whoever waits goes away. */
final class WatchedRun {

    /** Seldom enough that asking does not disturb what is measured. */
    private static final long APART_MILLIS = 500;

    private static final String LINE_START = "\r\033[K";

    /** How long a daemon may be silent that answered before: it may be busy, or be started anew. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CalibrationRuns calibration;
    private final Optional<SocketPath> socket;
    private final Duration patience;
    private final PrintWriter err;
    private final boolean process;
    private final boolean screen;
    private final Runnable atInterrupt;
    private int told;
    private boolean looking;
    private boolean gone;

    /**
     * A run.
     *
     * @param atInterrupt what else is to be done when the person ends it
     */
    WatchedRun(Context context, Runnable atInterrupt) {
        this(context, PATIENCE, atInterrupt);
    }

    /**
     * A run.
     *
     * @param patience how long the daemon may be silent
     * @param atInterrupt what else is to be done when the person ends it
     */
    WatchedRun(Context context, Duration patience, Runnable atInterrupt) {
        this.patience = patience;
        this.socket = context.reached().socket();
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
                run = look(id);
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

    /** Looks again for a while where it cannot be seen: the run goes on without those who watch it. */
    private CalibrationRunJson look(String id) throws RefusedException, UnreachableException, InterruptedException {
        long began = System.nanoTime();
        while (true) {
            boolean enough = System.nanoTime() - began >= patience.toNanos();
            try {
                return calibration.find(id);
            } catch (UnreachableException e) {
                if (enough) {
                    throw new UnreachableException(e.getMessage() + "\n" + mayGoOn(id), e);
                }
                gone = true;
            } catch (RefusedException e) {
                if (gone || enough) {
                    throw RefusedException.because(e.getMessage() + "\n" + (gone ? startedAnew(id) : mayGoOn(id)));
                }
            }
            sayLooking();
            TimeUnit.MILLISECONDS.sleep(APART_MILLIS);
        }
    }

    private void sayLooking() {
        if (!looking) {
            looking = true;
            err.print((screen ? LINE_START : "") + "the daemon does not tell how the run is; looking again for "
                    + patience.toSeconds() + " s …\n");
            err.flush();
        }
    }

    private String mayGoOn(String id) {
        var at = socket.map(path -> "curl --unix-socket " + path + " ").orElse("")
                + "http://localhost/v1/calibration/runs/" + id;
        return "calibration run " + id + " may still go on. If the daemon lives, this shows it: " + at
                + ", and the same with -X DELETE ends it. If the daemon died, its next start puts the link back as the"
                + " run found it";
    }

    private static String startedAnew(String id) {
        return "the daemon was started anew, which cut calibration run " + id
                + " off; it puts the link back as the run found it";
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
