package chaos.dataplane.netlink;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Warning;
import chaos.api.link.Direction;
import chaos.api.link.Link;
import chaos.dataplane.netlink.rtnl.LinkRequests;
import chaos.dataplane.netlink.rtnl.Netdev;
import chaos.dataplane.netlink.rtnl.QdiscRequests;
import chaos.dataplane.netlink.wire.Conversation;
import chaos.dataplane.netlink.wire.NetlinkException;
import chaos.linux.LinuxException;
import chaos.linux.NamedLock;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A link from the moment its ports are taken until they are given back. */
final class HeldLink {

    private static final String LOCK = "chaos.port.";
    private static final String BRIDGE_LOCK = "chaos.bridge.";

    private final Conversation kernel;
    private final PortSwitches switches;
    private final NetlinkSettings settings;
    private final Clock clock;
    private final Deque<NamedLock> locks = new ArrayDeque<>();
    private final Map<Direction, PortQdiscs> qdiscs = new EnumMap<>(Direction.class);
    private final Map<Direction, SuperPackets> taps = new EnumMap<>(Direction.class);
    private final List<Warning> warnings = new ArrayList<>();
    private Optional<Bridge> bridge = Optional.empty();

    private HeldLink(Conversation kernel, PortSwitches switches, NetlinkSettings settings, Clock clock) {
        this.kernel = kernel;
        this.switches = switches;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Takes both ports.
     *
     * @throws DataPlaneException if it cannot; then what was done is undone
     */
    static HeldLink take(Conversation kernel, PortSwitches switches, NetlinkSettings settings, Clock clock)
            throws DataPlaneException {
        var held = new HeldLink(kernel, switches, settings, clock);
        try {
            held.take();
            return held;
        } catch (NetlinkException e) {
            throw held.gaveUp(Trouble.at("attach").from(e));
        } catch (LinuxException e) {
            throw held.gaveUp(Trouble.at("attach").from(e));
        } catch (DataPlaneException e) {
            throw held.gaveUp(e);
        }
    }

    private DataPlaneException gaveUp(DataPlaneException cause) {
        for (var left : release()) {
            cause.addSuppressed(new IllegalStateException(left.detail()));
        }
        return cause;
    }

    private void take() throws NetlinkException, LinuxException, DataPlaneException {
        var ports = new ArrayList<Netdev>();
        for (var direction : Direction.values()) {
            ports.add(port(direction));
        }
        refuseSwap(ports);
        lock(ports);
        clean(ports);
        var joined = Junction.join(kernel, switches, settings, ports);
        bridge = joined.bridge();
        warnings.addAll(joined.warnings());
        BridgeFilter.warning(settings.namespace()).ifPresent(warnings::add);
        for (var direction : Direction.values()) {
            var device = port(direction);
            qdiscs.put(direction, new PortQdiscs(kernel, clock, direction, device));
            taps.put(direction, new SuperPackets(settings.namespace(), device, () -> mtu(device)));
        }
    }

    private int mtu(Netdev port) {
        try {
            return LinkRequests.find(kernel, port.index()).map(Netdev::mtu).orElse(port.mtu());
        } catch (NetlinkException e) {
            return port.mtu();
        }
    }

    private Netdev port(Direction direction) throws NetlinkException, DataPlaneException {
        String name = settings.port(direction).value();
        return LinkRequests.find(kernel, name).orElseThrow(() -> Trouble.at("attach")
                .because(
                        Reason.NO_SUCH_PORT,
                        "interface " + name + " (" + direction.word() + ") does not exist in "
                                + settings.namespace() + "; create it or correct " + direction.word()
                                + "_interface"));
    }

    private void refuseSwap(List<Netdev> ports) throws DataPlaneException {
        var port1 = Ports.of(Direction.PORT1, ports.get(0), false);
        var port2 = Ports.of(Direction.PORT2, ports.get(1), false);
        try {
            new Link(settings.link(), port1, port2);
        } catch (IllegalArgumentException e) {
            throw Trouble.at("attach").because(Reason.REJECTED, e.getMessage());
        }
    }

    /** Before anything is looked at closely: what a live daemon holds is not left behind by anyone. */
    private void lock(List<Netdev> ports) throws LinuxException, DataPlaneException {
        var names = new ArrayList<String>();
        ports.forEach(port -> names.add(LOCK + port.index()));
        names.add(BRIDGE_LOCK + Bridge.name(settings.link().value()));
        for (String name : names) {
            var lock = settings.namespace().inside(() -> NamedLock.take(name));
            locks.push(lock.orElseThrow(() -> taken(name, ports)));
        }
    }

    private DataPlaneException taken(String lock, List<Netdev> ports) {
        String what = ports.stream()
                .filter(port -> lock.equals(LOCK + port.index()))
                .map(port -> "port " + port.name() + " is in use")
                .findFirst()
                .orElse("link " + settings.link() + " is in use");
        return Trouble.at("attach")
                .because(Reason.FOREIGN, what + " by another chaosd; stop that one, or use other ports and link names");
    }

    /** Qdiscs of ours that nobody holds any more. */
    private void clean(List<Netdev> ports) throws NetlinkException, DataPlaneException {
        var trouble = Trouble.at("attach");
        var all = QdiscRequests.list(kernel);
        for (var port : ports) {
            var foreign = ObservedTree.of(all, port.index()).foreignRoot();
            if (foreign.isPresent()) {
                throw PortQdiscs.foreign(trouble, port, foreign.get());
            }
        }
        for (var port : ports) {
            OwnedQdiscs.removeLeftBehind(kernel, all, port).ifPresent(warnings::add);
        }
    }

    /**
     * Makes the bridge whole again after somebody else removed it, or took a port out of it or its silence away.
     *
     * @return what was found and done; empty where all is well
     */
    Optional<String> mend() throws NetlinkException {
        if (bridge.isEmpty()) {
            return Optional.empty();
        }
        var ours = bridge.get();
        return switch (ours.condition()) {
            case WHOLE -> Optional.empty();
            case TAKEN -> Optional.of("a port is no longer in bridge " + ours.name() + "; nothing was changed");
            case GONE_AND_TAKEN -> Optional.of("bridge " + ours.name()
                    + " was removed by somebody else, and a port is gone or in another bridge; nothing was changed");
            case GONE -> {
                bridge = Optional.of(Bridge.create(kernel, switches, ours.record(), present()));
                yield Optional.of("bridge " + ours.name() + " was removed by somebody else; it was made again");
            }
            case BROKEN -> {
                ours.join(present());
                yield Optional.of("somebody else changed bridge " + ours.name() + " or its ports; it was set up again");
            }
        };
    }

    private List<Netdev> present() throws NetlinkException {
        var ports = new ArrayList<Netdev>();
        for (var qdisc : qdiscs.values()) {
            LinkRequests.find(kernel, qdisc.port().index()).ifPresent(ports::add);
        }
        return ports;
    }

    /** Which direction leaves by an interface. */
    Optional<Direction> direction(int index) {
        return qdiscs.entrySet().stream()
                .filter(entry -> entry.getValue().port().index() == index)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether it holds this interface as port or bridge. */
    boolean holds(int index) {
        return direction(index).isPresent()
                || bridge.filter(ours -> ours.index() == index).isPresent();
    }

    List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    PortQdiscs qdiscs(Direction direction) {
        return qdiscs.get(direction);
    }

    /** What was seen of frames that are longer than what leaves by this direction can be: they come in by the other. */
    Optional<Warning> superPackets(Direction direction) {
        return Optional.ofNullable(taps.get(direction.other())).flatMap(SuperPackets::warning);
    }

    /** What was put on a port last, also after it was given back. */
    QdiscTree programmed(Direction direction) {
        return qdiscs.get(direction).programmed();
    }

    /**
     * Gives everything back in reverse order; goes on after a failure.
     *
     * @return what could not be undone
     */
    List<Warning> release() {
        var failures = new ArrayList<Warning>();
        for (var port : qdiscs.values()) {
            try {
                port.release();
            } catch (NetlinkException e) {
                failures.add(Warning.general("not_undone", e.getMessage()));
            }
        }
        taps.values().forEach(SuperPackets::close);
        taps.clear();
        bridge.ifPresent(joined -> failures.addAll(joined.leave()));
        bridge = Optional.empty();
        while (!locks.isEmpty()) {
            locks.pop().close();
        }
        return failures;
    }
}
