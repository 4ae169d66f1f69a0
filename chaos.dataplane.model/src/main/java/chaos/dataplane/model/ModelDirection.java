package chaos.dataplane.model;

import chaos.api.dataplane.Counters;
import chaos.api.dataplane.DropCauses;
import chaos.api.dataplane.Layer;
import chaos.api.dataplane.QdiscStats;
import chaos.api.dataplane.Transition;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Seed;
import chaos.api.link.Direction;
import chaos.distribution.LatencyTable;
import chaos.engine.DropCause;
import chaos.engine.Engine;
import chaos.engine.EnginePlans;
import chaos.engine.EngineSettings;
import chaos.engine.Fates;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What one direction holds, and what it counted since the plane was attached. Random numbers come from the impairment's
 * seed where it carries one, else the sequence goes on, which starts from {@value #FIRST_SEED} when the plane is
 * attached. Not safe for several threads: the plane guards it.
 */
final class ModelDirection implements Fates {

    static final EnginePlans PLANS = new EnginePlans("model");

    private static final long FIRST_SEED = 1;

    /** Where netem has a limit too; it also keeps what is in flight within the engine, so that it can be counted. */
    private static final int MAX_IN_FLIGHT = 10_000_000;

    private final Engine engine =
            new Engine(Impairment.NONE, new EngineSettings(FIRST_SEED, MAX_IN_FLIGHT, name -> drawnFrom()), this);
    private final Map<DropCause, Long> drops = new EnumMap<>(DropCause.class);
    private Impairment held = Impairment.NONE;
    private Optional<LatencyTable> table = Optional.empty();
    private Optional<Arrivals> arrivals = Optional.empty();
    private int offered;
    private long bytes;
    private long packets;

    private LatencyTable drawnFrom() {
        return table.orElseThrow();
    }

    Impairment held() {
        return held;
    }

    /**
     * Makes a canonical form the state. The same form again changes nothing, unless its seed restarts the sequence.
     *
     * @param known the table of a stochastic latency, which may be another under the same name
     */
    Transition hold(Impairment canonical, Optional<LatencyTable> known, long now) {
        if (canonical.equals(held) && canonical.seed().isEmpty() && known.equals(table)) {
            return Transition.NONE;
        }
        var seed = canonical.seed().map(Seed::value).map(OptionalLong::of).orElseGet(OptionalLong::empty);
        table = known;
        engine.change(canonical, seed, now);
        held = canonical;
        return Transition.IN_PLACE;
    }

    /** A packet arrives. */
    void offer(int size, long now) {
        engine.offer(size, now, offered++);
    }

    /** From now on what comes out is noted here, the packets numbered from 0; empty: no more. */
    void note(Optional<Arrivals> here) {
        arrivals = here;
        offered = 0;
    }

    /** When something happens next by itself, or {@link Engine#NEVER}. */
    long next() {
        return engine.next();
    }

    void advance(long until) {
        engine.advance(until);
    }

    @Override
    public void delivered(long packet, boolean copy, long at, int corruptedBit) {
        packets++;
        bytes += engine.toldBytes();
        arrivals.ifPresent(here -> here.add(engine.toldTag(), at, corruptedBit != NO_BIT));
    }

    @Override
    public void dropped(long packet, boolean copy, long at, DropCause cause) {
        drops.merge(cause, 1L, Long::sum);
    }

    Counters counters() {
        long dropped = drops.values().stream().mapToLong(Long::longValue).sum();
        // A netem without counters of its own counts reordered packets as requeues.
        return new Counters(bytes, packets, dropped, engine.overlimits(), engine.reordered(), engine.reordered());
    }

    QdiscStats stats(Direction direction, Instant at) {
        var causes = new DropCauses(
                dropped(DropCause.LOSS),
                dropped(DropCause.QUEUE),
                dropped(DropCause.EMULATOR),
                dropped(DropCause.OVERSIZE));
        return new QdiscStats(direction, at, counters(), engine.backlogBytes(), engine.inFlight(), causes, layers());
    }

    private long dropped(DropCause cause) {
        return drops.getOrDefault(cause, 0L);
    }

    private List<Layer> layers() {
        return PLANS.layers(held).stream().map(this::counted).toList();
    }

    private Layer counted(Layer layer) {
        var numbers = new TreeMap<>(layer.numbers());
        numbers.put("bytes", bytes);
        numbers.put("packets", packets);
        numbers.put("drops", counters().drops());
        numbers.put("overlimits", engine.overlimits());
        numbers.put("requeues", engine.reordered());
        numbers.put("backlog_bytes", engine.backlogBytes());
        numbers.put("backlog_packets", (long) engine.inFlight());
        return new Layer(layer.kind(), layer.handle(), layer.parent(), numbers);
    }
}
