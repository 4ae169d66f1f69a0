package chaos.calibration.run;

import chaos.api.dataplane.Capability;
import chaos.api.dataplane.PlaneName;
import chaos.api.event.ChaosEvent;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.api.link.LinkName;
import chaos.client.CalibrationRuns;
import chaos.client.Daemon;
import chaos.client.RefusedException;
import chaos.client.Tagged;
import chaos.client.Target;
import chaos.client.UnreachableException;
import chaos.json.DeletedTableJson;
import chaos.json.DropsJson;
import chaos.json.HealthJson;
import chaos.json.ImpairmentJson;
import chaos.json.LinkJson;
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
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An appliance with one link that holds what it is told, and can be told to misbehave. */
final class ImaginedDaemon implements Daemon {

    final Map<Direction, Impairment> held = new EnumMap<>(Direction.class);
    final Set<Capability> refused = EnumSet.noneOf(Capability.class);
    String plane = PlantedRig.PLANE.value();
    boolean reachable = true;
    final ChangeWatch changes = new ChangeWatch();
    private long sequence;

    ImaginedDaemon() {
        held.put(Direction.PORT1, Impairment.NONE);
        held.put(Direction.PORT2, Impairment.NONE);
    }

    @Override
    public synchronized Tagged read(Target target) throws UnreachableException {
        requireReachable();
        var impairment = held.get(target.direction());
        var outcome = new OutcomeJson(
                target.link().value(),
                target.direction().word(),
                plane,
                ImpairmentJson.of(impairment),
                0,
                "none",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
        return new Tagged(outcome, Integer.toHexString((impairment + plane).hashCode()));
    }

    @Override
    public synchronized Tagged apply(Target target, ImpairmentJson impairment, Optional<String> tag)
            throws RefusedException, UnreachableException {
        if (tag.isPresent() && !tag.get().equals(read(target).tag())) {
            throw RefusedException.because("the state is not what If-Match names");
        }
        if (refused.contains(Capability.LATENCY) && impairment.latency().isPresent()) {
            var refusal = new RefusalJson("/latency", "not_supported", "no latency here");
            throw new RefusedException("it cannot be held", Optional.empty(), List.of(refusal), Optional.empty());
        }
        set(target.direction(), impairment.impairment());
        return read(target);
    }

    /** Anybody sets a direction; whoever listens is told. */
    synchronized void set(Direction direction, Impairment impairment) {
        var before = held.put(direction, impairment);
        var stamp = new ChaosEvent.Stamp(++sequence, Instant.EPOCH, LinkName.DEFAULT, "http");
        changes.changed(new ChaosEvent.ImpairmentChanged(
                stamp,
                ChaosEvent.ImpairmentChanged.Change.APPLIED,
                direction,
                new PlaneName(plane),
                before,
                impairment,
                "set"));
    }

    @Override
    public synchronized Tagged clear(Target target) throws UnreachableException {
        requireReachable();
        set(target.direction(), Impairment.NONE);
        return read(target);
    }

    @Override
    public StatsJson stats(Target target) {
        return new StatsJson(
                target.direction().word(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                new DropsJson(0, 0, 0, 0, Optional.empty()),
                0,
                0,
                List.of(),
                Optional.empty());
    }

    @Override
    public synchronized LinkJson link(LinkName link) throws UnreachableException {
        requireReachable();
        return new LinkJson(link.value(), Optional.of(plane), "live", Optional.empty(), List.of(), Optional.empty());
    }

    private void requireReachable() throws UnreachableException {
        if (!reachable) {
            throw new UnreachableException("no daemon answers", new java.io.IOException("gone"));
        }
    }

    @Override
    public SystemJson system() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PreviewJson preview(Target target, PreviewRequestJson question) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PlanesJson planes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SwapJson use(LinkName link, PlaneChoiceJson choice) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TablesJson distributions() {
        throw new UnsupportedOperationException();
    }

    @Override
    public TableJson storeDistribution(Distribution.Table table, TableEntriesJson entries) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DeletedTableJson deleteDistribution(Distribution.Table table) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CalibrationRuns calibration() {
        throw new UnsupportedOperationException();
    }

    @Override
    public HealthJson health() {
        throw new UnsupportedOperationException();
    }
}
