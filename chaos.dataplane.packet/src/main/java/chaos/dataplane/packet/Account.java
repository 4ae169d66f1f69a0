package chaos.dataplane.packet;

import chaos.api.dataplane.Counters;
import chaos.api.dataplane.DropCauses;
import chaos.api.dataplane.Layer;
import chaos.api.dataplane.QdiscStats;
import chaos.api.dataplane.TimeHistogram.Measure;
import chaos.api.link.Direction;
import chaos.engine.DropCause;
import chaos.linux.LinuxException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What one direction counted, in the words of the API; read on the thread that counts. */
final class Account {

    private final Forwarder way;
    private final Direction direction;

    private Account(Forwarder way, Direction direction) {
        this.way = way;
        this.direction = direction;
    }

    static QdiscStats of(Forwarder way, Direction direction, Instant at) throws LinuxException {
        return new Account(way, direction).stats(at);
    }

    private QdiscStats stats(Instant at) throws LinuxException {
        long overruns = way.intake().overruns(); // first: they are drops too
        var engine = way.passage().engine();
        return new QdiscStats(
                direction,
                at,
                counters(),
                engine.backlogBytes(),
                engine.inFlight(),
                causes(),
                layers(overruns),
                Stream.of(
                                Times.of(Measure.ADDED_DELAY, way.delays().added()),
                                Times.of(Measure.LATENESS, way.delays().lateness()))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private DropCauses causes() {
        var drops = way.drops();
        return new DropCauses(
                drops.of(DropCause.LOSS),
                drops.of(DropCause.QUEUE),
                drops.of(DropCause.EMULATOR),
                drops.of(DropCause.OVERSIZE),
                OptionalLong.of(drops.ofPort()));
    }

    private Counters counters() {
        return new Counters(
                way.outlet().bytes(),
                way.outlet().packets(),
                way.drops().all(),
                way.passage().overlimits(),
                0,
                way.passage().reordered());
    }

    private List<Layer> layers(long overruns) {
        return way.passage().layers().stream()
                .map(layer -> counted(layer, overruns))
                .toList();
    }

    private Layer counted(Layer layer, long overruns) {
        var counters = counters();
        var engine = way.passage().engine();
        var numbers = new TreeMap<>(layer.numbers());
        numbers.put("bytes", counters.bytes());
        numbers.put("packets", counters.packets());
        numbers.put("drops", counters.drops());
        numbers.put("overlimits", counters.overlimits());
        numbers.put("backlog_bytes", engine.backlogBytes());
        numbers.put("backlog_packets", (long) engine.inFlight());
        numbers.put("receive_overruns", overruns);
        numbers.put("super_packets", way.intake().superPackets());
        numbers.put("unreadable", way.intake().unreadable());
        return new Layer(layer.kind(), layer.handle(), layer.parent(), numbers);
    }
}
