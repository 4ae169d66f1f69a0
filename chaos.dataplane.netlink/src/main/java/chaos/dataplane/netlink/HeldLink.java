package chaos.dataplane.netlink;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.Warning;
import chaos.api.link.Direction;
import chaos.linux.ports.LinkHold;
import chaos.linux.ports.OwnedQdiscs;
import chaos.linux.ports.PortSetup;
import chaos.linux.ports.TakenPorts;
import chaos.linux.ports.Trouble;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.rtnl.Netdev;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A link from the moment its ports are taken until they are given back. */
final class HeldLink implements LinkHold.Held<HeldLink> {

    private final Conversation kernel;
    private final TakenPorts taken;
    private final Map<Direction, PortQdiscs> qdiscs = new EnumMap<>(Direction.class);
    private final Map<Direction, SuperPackets> taps = new EnumMap<>(Direction.class);

    private HeldLink(Conversation kernel, TakenPorts taken) {
        this.kernel = kernel;
        this.taken = taken;
    }

    /**
     * Takes both ports.
     *
     * @throws DataPlaneException if it cannot; then what was done is undone
     */
    static HeldLink take(Conversation kernel, PortSetup setup, NetlinkSettings settings, Clock clock)
            throws DataPlaneException {
        var held = new HeldLink(kernel, TakenPorts.take(kernel, setup, settings.ports()));
        var namespace = settings.ports().namespace();
        for (var direction : Direction.values()) {
            var port = held.taken.port(direction);
            held.qdiscs.put(direction, new PortQdiscs(kernel, clock, direction, port));
            held.taps.put(direction, new SuperPackets(namespace, port, () -> held.mtu(port)));
        }
        return held;
    }

    @Override
    public TakenPorts ports() {
        return taken;
    }

    private int mtu(Netdev port) {
        try {
            return LinkRequests.find(kernel, port.index()).map(Netdev::mtu).orElse(port.mtu());
        } catch (NetlinkException e) {
            return port.mtu();
        }
    }

    List<Warning> warnings() {
        return taken.warnings();
    }

    PortQdiscs qdiscs(Direction direction) {
        return qdiscs.get(direction);
    }

    /** What was seen of frames that are longer than what leaves by this direction can be: they come in by the other. */
    Optional<Warning> superPackets(Direction direction) {
        return Optional.ofNullable(taps.get(direction.other())).flatMap(SuperPackets::warning);
    }

    /**
     * Whether the table of a latency may be another by now. The kernel never shows it: it is attested by who sent it,
     * and no longer once somebody else gave netem parameters.
     */
    Optional<Warning> doubt(Direction direction) {
        boolean told = programmed(direction).tellsMoreThanIsShown();
        return Optional.of(Warning.about(
                        KernelAbilities.DISTRIBUTION,
                        "table_unsure",
                        "somebody changed netem, and the kernel does not show its table: the distribution of "
                                + direction.word() + " may be another one; apply the impairment again to be sure"))
                .filter(warning -> told && taken.isSetByOthers(direction, OwnedQdiscs.NETEM));
    }

    /** What was put on a port last, also after it was given back. */
    QdiscTree programmed(Direction direction) {
        return qdiscs.get(direction).programmed();
    }

    @Override
    public void continueFrom(HeldLink before) throws DataPlaneException {
        for (var direction : Direction.values()) {
            try {
                qdiscs(direction).hold(before.programmed(direction));
            } catch (NetlinkException e) {
                throw Trouble.at("attach", direction).from(e);
            }
        }
    }

    @Override
    public void open() throws DataPlaneException {
        taken.open();
    }

    /** In reverse order. */
    @Override
    public List<Warning> release() {
        var failures = new ArrayList<Warning>();
        // Of a namespace that is gone nothing is left; what has the ports' numbers now is somebody else's.
        for (var port : taken.hasLostNamespace() ? List.<PortQdiscs>of() : qdiscs.values()) {
            try {
                port.release();
            } catch (NetlinkException e) {
                failures.add(Warning.general("not_undone", e.getMessage()));
            }
        }
        taps.values().forEach(SuperPackets::close);
        taps.clear();
        failures.addAll(taken.release());
        return failures;
    }
}
