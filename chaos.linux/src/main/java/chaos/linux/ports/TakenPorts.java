package chaos.linux.ports;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Warning;
import chaos.api.link.Direction;
import chaos.api.link.Link;
import chaos.linux.InterfaceAnchor;
import chaos.linux.LinuxException;
import chaos.linux.NamedLock;
import chaos.linux.NamespaceAnchor;
import chaos.linux.ports.PortSetup.Joining;
import chaos.linux.rtnl.Handle;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.rtnl.Netdev;
import chaos.linux.rtnl.Qdisc;
import chaos.linux.rtnl.QdiscRequests;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Both ports of a link from the moment they are taken until they are given back: locked against a second daemon, freed
 * of what a killed one left behind, joined by a bridge, silent.
 */
public final class TakenPorts {

    private static final String LOCK = "chaos.port.";
    private static final String BRIDGE_LOCK = "chaos.bridge.";

    private final Conversation kernel;
    private final PortSetup setup;
    private final PortSettings settings;
    private final Deque<NamedLock> locks = new ArrayDeque<>();
    private final Map<Direction, Netdev> ports = new EnumMap<>(Direction.class);
    private final List<Warning> warnings = new ArrayList<>();
    private final Map<Direction, Set<Handle>> setByOthers = new EnumMap<>(Direction.class);
    private PortAddresses addresses = PortAddresses.NONE;
    private final NamespaceAnchor anchor;
    private final List<InterfaceAnchor> anchors = new ArrayList<>();
    private Optional<Bridge> bridge = Optional.empty();
    private boolean open;

    private TakenPorts(Conversation kernel, PortSetup setup, PortSettings settings) {
        this.kernel = kernel;
        this.setup = setup;
        this.settings = settings;
        this.anchor = new NamespaceAnchor(settings.namespace());
    }

    /**
     * Takes both ports. The kernel sends nothing from one to the other before {@link #open}, unless they are in
     * somebody else's bridge.
     *
     * @param kernel rtnetlink in the namespace of the ports
     * @throws DataPlaneException if it cannot; then what was done is undone
     */
    public static TakenPorts take(Conversation kernel, PortSetup setup, PortSettings settings)
            throws DataPlaneException {
        var taken = new TakenPorts(kernel, setup, settings);
        try {
            taken.take();
            return taken;
        } catch (NetlinkException e) {
            throw taken.gaveUp(Trouble.at("attach").from(e));
        } catch (LinuxException e) {
            throw taken.gaveUp(Trouble.at("attach").from(e));
        } catch (DataPlaneException e) {
            throw taken.gaveUp(e);
        }
    }

    /**
     * Looks whether they could be taken, where another plane of the same link may have them now. Touches nothing.
     *
     * @param kernel rtnetlink in the namespace of the ports
     * @throws DataPlaneException if a port is missing, or somebody gave it an address or put it into a bridge
     */
    public static void foresee(Conversation kernel, PortSetup setup, PortSettings settings) throws DataPlaneException {
        var looking = new TakenPorts(kernel, setup, settings);
        try {
            Junction.foresee(kernel, setup, settings, looking.look());
        } catch (NetlinkException e) {
            throw Trouble.at("attach").from(e);
        }
    }

    /**
     * Lets the kernel send from one to the other, where that is how they are joined.
     *
     * @throws DataPlaneException if it refuses
     */
    public void open() throws DataPlaneException {
        if (open) {
            return;
        }
        try {
            if (bridge.isPresent()) {
                bridge.get().open();
            }
            open = true;
        } catch (NetlinkException e) {
            throw Trouble.at("attach").from(e);
        }
    }

    private DataPlaneException gaveUp(DataPlaneException cause) {
        for (var left : release()) {
            cause.addSuppressed(new IllegalStateException(left.detail()));
        }
        return cause;
    }

    private void take() throws NetlinkException, LinuxException, DataPlaneException {
        var found = look();
        refuseSwap(found);
        lock(found);
        clean(found);
        var joined = Junction.join(kernel, setup, settings, found);
        bridge = joined.bridge();
        addresses = joined.addresses();
        warnings.addAll(joined.warnings());
        warnings.addAll(addresses.warnings(bridge.isPresent()));
        if (setup.joining() == Joining.FORWARDED) {
            BridgeFilter.warning(settings.namespace()).ifPresent(warnings::add);
        }
        for (var direction : Direction.values()) {
            var port = look(direction);
            ports.put(direction, port);
            InterfaceAnchor.at(settings.namespace(), port.index()).ifPresent(anchors::add);
        }
    }

    private List<Netdev> look() throws NetlinkException, DataPlaneException {
        var found = new ArrayList<Netdev>();
        for (var direction : Direction.values()) {
            found.add(look(direction));
        }
        return found;
    }

    private Netdev look(Direction direction) throws NetlinkException, DataPlaneException {
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
            var foreign = OwnedQdiscs.foreignRoot(Qdisc.chain(all, port.index()));
            if (foreign.isPresent()) {
                throw OwnedQdiscs.foreign(trouble, port, foreign.get());
            }
        }
        for (var port : ports) {
            OwnedQdiscs.removeLeftBehind(kernel, all, port).ifPresent(warnings::add);
        }
    }

    /**
     * Makes the bridge whole again after somebody else removed it, took a port out of it, or set it otherwise.
     *
     * @return what was found and done; empty where all is well
     */
    Optional<Mending> mend() throws NetlinkException {
        if (hasLostNamespace()) {
            return Optional.of(new Mending(
                    "the network namespace " + settings.namespace() + " was deleted, and the ports with it", false));
        }
        if (anchors.stream().anyMatch(port -> !port.holdsNow()) && present().size() == ports.size()) {
            return Optional.of(new Mending(
                    "an interface of the ports " + settings.ports() + " went away and came back; they are taken anew",
                    false));
        }
        if (bridge.isEmpty() || !open) {
            return Optional.empty();
        }
        var ours = bridge.get();
        return switch (ours.condition()) {
            case THERE -> ours.mend().map(text -> new Mending(text, true));
            case TAKEN -> Optional.of(
                    new Mending("a port is no longer in bridge " + ours.name() + "; nothing was changed", false));
            case GONE_AND_TAKEN -> Optional.of(new Mending(
                    "bridge " + ours.name() + " was removed by somebody else, and a port is gone or in another bridge;"
                            + " nothing was changed",
                    false));
            case GONE -> {
                var made = Bridge.create(kernel, setup, ours.record(), present());
                bridge = Optional.of(made);
                made.open();
                yield Optional.of(new Mending(
                        "bridge " + ours.name() + " was removed by somebody else; it was made again", true));
            }
        };
    }

    private List<Netdev> present() throws NetlinkException {
        var there = new ArrayList<Netdev>();
        for (var port : ports.values()) {
            LinkRequests.find(kernel, port.index()).ifPresent(there::add);
        }
        return there;
    }

    /**
     * A qdisc of a port was given parameters. The watch hears of it some time later, of others' doing before the
     * plane's own perhaps only after that; so what counts is who was the last in the order of the kernel.
     */
    void wasSet(int index, Handle handle, boolean own) {
        direction(index).ifPresent(direction -> {
            var others = setByOthers.computeIfAbsent(direction, unused -> new HashSet<>());
            if (own) {
                others.remove(handle);
            } else {
                others.add(handle);
            }
        });
    }

    /** Whether others gave a qdisc parameters since {@link #setAnew}, as far as the watch has heard of it. */
    public boolean isSetByOthers(Direction direction, Handle handle) {
        return setByOthers.getOrDefault(direction, Set.of()).contains(handle);
    }

    /** All qdiscs of a direction have the plane's own parameters. */
    public void setAnew(Direction direction) {
        setByOthers.remove(direction);
    }

    /**
     * Addresses that ports or bridge have since the last look. They are somebody's, and stay.
     *
     * @return a sentence each
     */
    List<String> newAddresses() throws NetlinkException {
        if (hasLostNamespace()) {
            return List.of();
        }
        var mine = new ArrayList<>(present());
        if (bridge.isPresent()) {
            LinkRequests.find(kernel, bridge.get().index()).ifPresent(mine::add);
        }
        return addresses.added(kernel, mine);
    }

    /**
     * Whether the network namespace that they were taken in is gone, or another one has its name. Then nothing of
     * them can be reached, and what has their numbers now is something else.
     */
    public boolean hasLostNamespace() {
        return !anchor.holds();
    }

    /**
     * Whether an interface has been away and is back, or the network namespace of both is another. What has their names
     * and numbers now has nothing of what was put on them, and passes nothing to whoever was bound to them.
     */
    public boolean hasLostHold() {
        return hasLostNamespace() || (!holdsAll() && !hasLostOne());
    }

    /** For every operation. */
    private boolean holdsAll() {
        boolean all = true;
        for (var anchor : anchors) {
            all &= anchor.holds();
        }
        return all;
    }

    /** Lets go of ports that cannot be reached any more, without touching anything. */
    private void abandon() {
        bridge = Optional.empty();
        unlock();
    }

    private void unlock() {
        anchors.forEach(InterfaceAnchor::close);
        anchors.clear();
        while (!locks.isEmpty()) {
            locks.pop().close();
        }
    }

    /** Whether an interface that was taken is gone. */
    public boolean hasLostOne() {
        try {
            return hasLostNamespace() || present().size() < ports.size();
        } catch (NetlinkException e) {
            return false; // what cannot be asked for is not known to be gone
        }
    }

    /** Which direction leaves by an interface. */
    public Optional<Direction> direction(int index) {
        return ports.entrySet().stream()
                .filter(entry -> entry.getValue().index() == index)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether it holds this interface as port or bridge. */
    public boolean holds(int index) {
        return direction(index).isPresent()
                || bridge.filter(ours -> ours.index() == index).isPresent();
    }

    /** What was found and done when they were taken. */
    public List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    /** The interface that a direction leaves by, as it was when it was taken. */
    public Netdev port(Direction direction) {
        return ports.get(direction);
    }

    /**
     * Gives everything back in reverse order; goes on after a failure.
     *
     * @return what could not be undone
     */
    public List<Warning> release() {
        if (hasLostNamespace()) {
            abandon();
            return List.of();
        }
        var failures = new ArrayList<Warning>();
        bridge.ifPresent(joined -> {
            failures.addAll(joined.leave());
            failures.addAll(addresses.putBack(kernel));
        });
        bridge = Optional.empty();
        unlock();
        return failures;
    }
}
