package chaos.calibration.run;

import chaos.api.calibration.CaseResult;
import chaos.api.calibration.Findings;
import chaos.api.calibration.Report;
import chaos.api.calibration.RigException;
import chaos.api.calibration.RunStatus.State;
import chaos.api.calibration.TrafficRig;
import chaos.api.calibration.Verdict;
import chaos.api.control.LinkStatus;
import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Capability;
import chaos.api.link.Port;
import chaos.api.prediction.Predictor;
import chaos.calibration.cases.LinkException;
import chaos.calibration.cases.Surroundings;
import chaos.client.Daemon;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from its first probe to the link as it was found. */
final class Execution implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private final Run run;
    private final Means means;
    private final LinkStatus status;
    private final TrafficRig rig;
    private List<String> notes = List.of();
    private boolean taken;

    /**
     * What every run needs.
     *
     * @param daemon the API on the socket
     * @param predictor the model
     * @param journal keeps how the link was found
     * @param version of the appliance
     * @param clock of the reports
     * @param finish hears of a report that is whole
     * @param unreturned hears of a link that could not be given back
     * @param changes who set or cleared what
     */
    record Means(
            Daemon daemon,
            Predictor predictor,
            Journal journal,
            String version,
            InstantSource clock,
            Finish finish,
            Consumer<SocketLink> unreturned,
            ChangeWatch changes) {}

    /** What becomes of a report. */
    @FunctionalInterface
    interface Finish {

        /** The run is over. */
        void accept(Run run, Report report, String summary);
    }

    Execution(Run run, Means means, LinkStatus status, TrafficRig rig) {
        this.run = run;
        this.means = means;
        this.status = status;
        this.rig = rig;
    }

    @Override
    public void run() {
        try {
            var report = execute();
            means.finish().accept(run, report, summary(report.findings()));
        } catch (InterruptedException e) {
            run.ends(State.CANCELLED, "cancelled" + linkNow());
        } catch (LinkException | RigException e) {
            LOG.warn("calibration run {} ended: {}", run.id(), e.getMessage());
            run.ends(State.FAILED, e.getMessage() + linkNow());
        } catch (IOException e) {
            run.ends(
                    State.FAILED,
                    "how the link is now cannot be kept on the disk, so that it could not be put back"
                            + " after a crash: " + e.getMessage());
        }
    }

    private String linkNow() {
        if (!taken) {
            return "";
        }
        return notes.isEmpty() ? "; the link is as it was found" : "; " + String.join("; ", notes);
    }

    /** A rig or the model threw what it must not: the run is over, and the link is back already. */
    static void broken(Run run, Throwable fault) {
        LOG.error("calibration run {} failed", run.id(), fault);
        run.ends(State.FAILED, "a fault of ours, which is in the log: " + fault.getMessage());
    }

    private Report execute() throws LinkException, RigException, InterruptedException, IOException {
        var startedAt = means.clock().instant();
        var described = rig.describe(run.request().link());
        var request = run.request();
        var capabilities = status.capabilities().orElseThrow();
        var link = new SocketLink(
                means.daemon(), request.link(), capabilities.plane().name(), means.changes());
        means.journal().keep(request.link(), link.found());
        taken = true;
        Findings findings;
        Surroundings surroundings;
        try {
            surroundings = surroundings(link, capabilities);
            findings = new Conductor(surroundings, request.seed(), request.mode(), run).conduct(run.tasks());
        } finally {
            giveBack(link);
        }
        var environment = Here.environment(capabilities.plane(), means.version(), facts(capabilities));
        return new Report(
                        startedAt,
                        Duration.between(startedAt, means.clock().instant()),
                        request,
                        environment,
                        described,
                        Optional.of(surroundings.floor().floor()),
                        findings)
                .warned(notes);
    }

    private Surroundings surroundings(SocketLink link, Capabilities capabilities)
            throws RigException, InterruptedException {
        var request = run.request();
        var floor = Floors.measure(rig, request.mode(), request.seed());
        return new Surroundings(
                request.link(),
                link,
                capabilities.plane().name(),
                capabilities.supports(Capability.SEED),
                rig,
                means.predictor(),
                floor);
    }

    /** A thread that is told to end still gives back what it took. */
    private void giveBack(SocketLink link) {
        var restored = link.restore();
        notes = restored.notes();
        notes.forEach(note -> LOG.warn("calibration run {}: {}", run.id(), note));
        if (restored.whole()) {
            means.journal().forget();
        } else {
            means.unreturned().accept(link);
        }
    }

    private Map<String, String> facts(Capabilities capabilities) {
        var facts = new TreeMap<String, String>();
        facts.put(
                "seed of the plane",
                capabilities.supports(Capability.SEED)
                        ? "taken: the same seed draws the same again"
                        : "not taken: what the plane draws cannot be drawn again, only the probes can");
        for (Port port : status.ports()) {
            facts.put(
                    port.direction().word(),
                    port.name() + ", MTU " + port.mtu()
                            + port.pciAddress()
                                    .map(address -> ", PCI " + address)
                                    .orElse(""));
        }
        return facts;
    }

    static String summary(Findings findings) {
        return count(findings, Verdict.PASS) + " passed, " + count(findings, Verdict.FAIL) + " failed, "
                + count(findings, Verdict.NOT_EVALUATED) + " not evaluated";
    }

    private static long count(Findings findings, Verdict verdict) {
        return findings.results().stream()
                .map(CaseResult::verdict)
                .filter(verdict::equals)
                .count();
    }
}
