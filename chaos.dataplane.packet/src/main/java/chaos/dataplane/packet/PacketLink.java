package chaos.dataplane.packet;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.distribution.LatencyTable;
import chaos.linux.LinuxCapability;
import chaos.linux.LinuxException;
import chaos.linux.ports.LinkHold;
import chaos.linux.ports.PortSetup;
import chaos.linux.ports.TakenPorts;
import chaos.linux.ports.Trouble;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.rtnl.Netdev;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A link from the moment its ports are taken until they are given back, with a forwarder for each direction. */
final class PacketLink implements LinkHold.Held<PacketLink> {

    private static final Logger LOG = LoggerFactory.getLogger(PacketLink.class);

    /** Packets that are received and sent with one call. */
    static final int FRAMES = 64;

    private final Conversation kernel;
    private final PacketSettings settings;
    private final TakenPorts ports;
    private final Map<Direction, Forwarder> ways = new EnumMap<>(Direction.class);
    private final Map<Direction, State> states = new EnumMap<>(Direction.class);
    private final Listener listener;
    private int mtu;
    /** The larger MTU of both at the last look. */
    private int longest;

    /** What a direction holds. */
    private record State(Impairment canonical, Optional<LatencyTable> table) {}

    /** Who is told that packets of a direction were late, or pass no more. */
    interface Listener {

        void late(Direction direction, long packets, long most);

        void ended(Direction direction, Throwable cause);
    }

    private PacketLink(Conversation kernel, PacketSettings settings, TakenPorts ports, Listener listener) {
        this.kernel = kernel;
        this.listener = listener;
        this.settings = settings;
        this.ports = ports;
        this.mtu = Math.max(
                ports.port(Direction.PORT1).mtu(), ports.port(Direction.PORT2).mtu());
    }

    /**
     * Takes both ports, and is ready to forward between them.
     *
     * @throws DataPlaneException if it cannot; then what was done is undone
     */
    static PacketLink take(Conversation kernel, PortSetup setup, PacketSettings settings, Listener listener)
            throws DataPlaneException {
        var trouble = Trouble.at("attach");
        requirePrivilege(trouble);
        var link = new PacketLink(kernel, settings, TakenPorts.take(kernel, setup, settings.ports()), listener);
        try {
            for (var direction : Direction.values()) {
                link.start(direction);
                link.states.put(direction, new State(Impairment.NONE, Optional.empty()));
            }
            return link;
        } catch (LinuxException e) {
            link.release();
            throw trouble.from(e);
        } catch (IllegalArgumentException e) { // a buffer that is too small for frames of this MTU
            link.release();
            throw trouble.because(Reason.REJECTED, e.getMessage());
        }
    }

    /** Before the ports are taken: what is given back at once is seen by others as a change. */
    private static void requirePrivilege(Trouble trouble) throws DataPlaneException {
        try {
            if (!LinuxCapability.NET_RAW.held()) {
                throw trouble.because(
                        Reason.NOT_PERMITTED,
                        "packet sockets need CAP_NET_RAW; run the daemon as root, or give it CAP_NET_ADMIN and"
                                + " CAP_NET_RAW (systemd: AmbientCapabilities=CAP_NET_ADMIN CAP_NET_RAW)");
            }
        } catch (IOException e) {
            throw trouble.because(Reason.FAILED, "privileges cannot be read: " + e.getMessage());
        }
    }

    private void start(Direction direction) throws LinuxException {
        var ends = new Wires.Ends(
                settings.ports().namespace(),
                ports.port(direction.other()).index(),
                ports.port(direction).index());
        var wires = Wires.open(ends, new FrameBuffers(settings.bufferBytes(), mtu, FRAMES));
        String name = "packets " + settings.ports().link() + " " + direction.word();
        var told = new LatenessWatch.Listener() {
            @Override
            public void late(long packets, long most) {
                listener.late(direction, packets, most);
            }

            @Override
            public void ended(Throwable cause) {
                listener.ended(direction, cause);
            }
        };
        ways.put(direction, Forwarder.start(name, wires, settings.lateBound(), told));
    }

    @Override
    public TakenPorts ports() {
        return ports;
    }

    Forwarder way(Direction direction) {
        return ways.get(direction);
    }

    /** The larger of both ports: the buffers have room for frames of that size. */
    int mtu() {
        return mtu;
    }

    /** Makes a canonical form the state of a direction; answers whether that changed anything. */
    boolean hold(Direction direction, Impairment canonical, Optional<LatencyTable> table) {
        boolean changed = way(direction).hold(canonical, table);
        states.put(direction, new State(canonical.withoutSeed(), table));
        return changed;
    }

    @Override
    public void open() throws DataPlaneException {
        ports.open();
        ways.values().forEach(Forwarder::open);
    }

    /** And counts on from there. */
    @Override
    public void continueFrom(PacketLink before) {
        before.states.forEach((direction, state) -> hold(direction, state.canonical(), state.table()));
        before.ways.forEach((direction, way) -> way(direction).continueFrom(way));
    }

    /** Looks whether the ports have link partners: without one everything that leaves is lost. */
    void lookForPartners() {
        for (var direction : Direction.values()) {
            try {
                LinkRequests.find(kernel, ports.port(direction).index())
                        .ifPresent(now -> way(direction).outlet().connected(now.has(Netdev.LOWER_UP)));
            } catch (NetlinkException e) {
                LOG.debug("link={} {} {}", settings.ports().link(), direction, e.getMessage());
            }
        }
    }

    /**
     * Whether both ports are still the interfaces that were taken.
     *
     * @throws DataPlaneException if one is not there at all
     */
    boolean isWhole(Trouble trouble) throws DataPlaneException {
        boolean whole = true;
        longest = 0;
        for (var direction : Direction.values()) {
            var now = look(trouble, direction);
            boolean same = now.index() == ports.port(direction).index();
            if (same) {
                way(direction).outlet().connected(now.has(Netdev.LOWER_UP));
            }
            whole &= same;
            longest = Math.max(longest, now.mtu());
        }
        return whole;
    }

    /** Whether there is room for their frames, as of the last look. */
    boolean fits() {
        return longest <= mtu;
    }

    /**
     * Makes room for their frames, as of the last look. What is in flight is lost, and counted.
     *
     * @throws LinuxException if the kernel refuses; then nothing passes any more
     * @throws IllegalArgumentException if the buffer is too small for frames of this MTU; then nothing passes any more
     */
    void widen() throws LinuxException {
        mtu = longest;
        for (var direction : Direction.values()) {
            var before = ways.remove(direction);
            before.close();
            start(direction);
            var state = states.get(direction);
            way(direction).hold(state.canonical(), state.table());
            way(direction).continueFrom(before);
            way(direction).open();
        }
    }

    private Netdev look(Trouble trouble, Direction direction) throws DataPlaneException {
        String name = settings.ports().port(direction).value();
        try {
            return LinkRequests.find(kernel, name)
                    .orElseThrow(() -> trouble.because(
                            Reason.NO_SUCH_PORT,
                            "interface " + name + " (" + direction.word() + ") does not exist in "
                                    + settings.ports().namespace() + "; it is taken again when it is back"));
        } catch (NetlinkException e) {
            throw trouble.from(e);
        }
    }

    /** In reverse order; what is in flight is gone. */
    @Override
    public List<Warning> release() {
        ways.values().forEach(Forwarder::close);
        return new ArrayList<>(ports.release());
    }
}
