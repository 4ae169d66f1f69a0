package chaos.dataplane.netlink;

import chaos.api.dataplane.Layer;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.impairment.QueueLimit;
import chaos.dataplane.netlink.qdisc.Fifo;
import chaos.dataplane.netlink.qdisc.Netem;
import chaos.dataplane.netlink.qdisc.NetemMapper;
import chaos.dataplane.netlink.qdisc.QdiscOptions;
import chaos.dataplane.netlink.qdisc.Tbf;
import chaos.distribution.LatencyTable;
import chaos.linux.ports.OwnedQdiscs;
import chaos.linux.rtnl.Handle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The layers that hold an impairment on one port, from the root down. No layer that nobody asked for: it would cost
 * latency.
 *
 * <pre>
 * queue only           pfifo (or bfifo)
 * rate                 tbf → pfifo
 * anything of netem's  netem, → pfifo when a queue is asked for
 * both                 tbf → netem → pfifo
 * </pre>
 *
 * @param nodes root first; empty when nothing is asked for
 */
record QdiscTree(List<Node> nodes) {

    static final QdiscTree EMPTY = new QdiscTree(List.of());

    QdiscTree {
        nodes = List.copyOf(nodes);
    }

    /**
     * One layer.
     *
     * @param handle its own, always the same for its kind
     * @param parent what it hangs from
     * @param options its parameters
     */
    record Node(Handle handle, Handle parent, QdiscOptions options) {

        boolean isAt(Node other) {
            return handle.equals(other.handle)
                    && parent.equals(other.parent)
                    && options.kind().equals(other.options.kind());
        }
    }

    /** The tree for an impairment with the table of its shape; a named one is left out, as read-back never shows it. */
    static QdiscTree of(Impairment impairment) {
        return of(
                impairment,
                impairment
                        .latency()
                        .filter(Latency.Stochastic.class::isInstance)
                        .map(latency -> ((Latency.Stochastic) latency).distribution())
                        .filter(Distribution.Shape.class::isInstance)
                        .map(shape -> LatencyTable.of((Distribution.Shape) shape)));
    }

    /**
     * The tree for an impairment that is canonical and complete: with a rate it has a burst and a queue.
     *
     * @param table of a stochastic latency
     */
    static QdiscTree of(Impairment impairment, Optional<LatencyTable> table) {
        var queue = impairment.queue().map(limit -> fifo(limit, impairment));
        var layers = new ArrayList<QdiscOptions>();
        impairment.rate().ifPresent(rate -> {
            var framing = new Tbf.Framing(rate.packetOverhead(), rate.cellSize().isPresent());
            // tbf's change writes its limit into a fifo right below it, so both must be the same number.
            long limit = queue.orElseThrow().limit();
            layers.add(Tbf.of(
                    rate.rate().bytesPerSecond(), rate.burst().orElseThrow().bytes(), limit, framing));
        });
        if (NetemMapper.isNeeded(impairment)) {
            layers.add(NetemMapper.toNetem(impairment, EmulatorLimit.packets(impairment, queue), table));
        }
        queue.ifPresent(layers::add);
        return stack(layers);
    }

    private static QdiscTree stack(List<QdiscOptions> layers) {
        var nodes = new ArrayList<Node>();
        var parent = Handle.ROOT;
        for (var options : layers) {
            var handle = OwnedQdiscs.handle(options.kind());
            nodes.add(new Node(handle, parent, options));
            parent = handle.onlyClass();
        }
        return new QdiscTree(nodes);
    }

    private static Fifo fifo(QueueLimit limit, Impairment impairment) {
        return limit.match(new QueueLimit.Cases<Fifo>() {
            @Override
            public Fifo packets(QueueLimit.Packets packets) {
                return new Fifo(false, packets.packets());
            }

            @Override
            public Fifo time(QueueLimit.Time time) {
                return new Fifo(true, impairment.rate().orElseThrow().rate().bytesIn(time.time()));
            }
        });
    }

    /** Whether it may lose packets on purpose. */
    boolean loses() {
        for (var node : nodes) {
            if (node.options() instanceof Netem netem && netem.loses()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the kernel cannot show all that it is told, or is told to start something. */
    boolean tellsMoreThanIsShown() {
        for (var node : nodes) {
            if (node.options().tellsMoreThanIsShown()) {
                return true;
            }
        }
        return false;
    }

    /** What stays of it: sent again it restarts no random numbers. */
    QdiscTree withoutSeed() {
        var kept = new ArrayList<Node>();
        for (var node : nodes) {
            kept.add(
                    node.options() instanceof Netem netem
                            ? new Node(node.handle(), node.parent(), netem.withoutSeed())
                            : node);
        }
        return new QdiscTree(kept);
    }

    /** Whether it has the same layers as another, whatever their numbers. */
    boolean hasLayersOf(QdiscTree other) {
        return nodes.size() == other.nodes.size() && startsWith(other);
    }

    /** Whether the only difference in layers is a queue under netem, which can be added without losing a packet. */
    boolean addsQueueUnderNetem(QdiscTree before) {
        return nodes.size() == before.nodes.size() + 1
                && !before.nodes.isEmpty()
                && before.nodes.get(before.nodes.size() - 1).handle().equals(OwnedQdiscs.NETEM)
                && startsWith(before);
    }

    private boolean startsWith(QdiscTree other) {
        for (int i = 0; i < other.nodes.size(); i++) {
            if (i >= nodes.size() || !nodes.get(i).isAt(other.nodes.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** For people. */
    List<Layer> layers() {
        var layers = new ArrayList<Layer>();
        for (var node : nodes) {
            var numbers = node.options().numbers();
            if (numbers.containsKey("limit_packets")) {
                numbers.put("memory_bytes", EmulatorLimit.memory(numbers.get("limit_packets")));
            }
            layers.add(new Layer(
                    node.options().kind(),
                    node.handle().toString(),
                    node.parent().toString(),
                    numbers));
        }
        return layers;
    }
}
