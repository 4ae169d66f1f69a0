package chaos.linux.ports;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.PlaneNotice;
import chaos.api.dataplane.PlaneNotice.Kind;
import chaos.api.dataplane.PlaneWatcher;
import chaos.api.link.Direction;
import chaos.linux.rtnl.Handle;
import chaos.linux.wire.NetlinkException;
import chaos.linux.wire.Notices;
import chaos.linux.wire.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The link as its watch sees it. It is looked at under the plane's lock, so that none of its own changes is half made
 * and taken for somebody else's.
 */
public final class WatchedLink implements PortWatch.Watched {

    private final Object lock;
    private final Supplier<Optional<TakenPorts>> held;
    private final SeenPorts seen;
    private final PortSettings settings;
    private final Transport transport;
    private final PortConditions conditions = new PortConditions();
    /** What was told and could not be helped: it is not told again as long as it lasts. */
    private Optional<Mending> lasting = Optional.empty();
    /** Why the ports may not be taken, where that is an address. */
    private Optional<String> inTheWay = Optional.empty();

    private Optional<PortWatch> watch = Optional.empty();

    /**
     * The watched link of a plane.
     *
     * @param lock the plane's, which its own changes are made under
     * @param held the ports while they are taken
     * @param seen the ports always
     * @param transport what the plane itself asks the kernel by
     */
    public WatchedLink(Object lock, Supplier<Optional<TakenPorts>> held, SeenPorts seen, Transport transport) {
        this.lock = lock;
        this.held = held;
        this.seen = seen;
        this.settings = seen.settings();
        this.transport = transport;
    }

    /** The ports were just taken, or given back: as they are now is how they should be. */
    public void begin() {
        lasting = Optional.empty();
        inTheWay = addressesInTheWay();
        for (var direction : Direction.values()) {
            conditions.begin(direction, seen.find(direction));
        }
    }

    /** Starts a watch in the place of the one before. */
    public DataPlane.Watch watch(Notices.Source notices, PlaneWatcher watcher) {
        end();
        synchronized (lock) {
            begin();
            watch = Optional.of(new PortWatch(notices, this, watcher).start());
            return watch.get();
        }
    }

    /** Ends it; outside the lock, which its thread may wait for. */
    public void end() {
        Optional<PortWatch> last;
        synchronized (lock) {
            last = watch;
            watch = Optional.empty();
        }
        last.ifPresent(PortWatch::close);
    }

    @Override
    public String name() {
        return "link=" + settings.link() + " " + settings.ports();
    }

    @Override
    public Optional<Direction> direction(int index) {
        synchronized (lock) {
            return held.get().flatMap(link -> link.direction(index));
        }
    }

    @Override
    public boolean concerns(int index, String name) {
        synchronized (lock) {
            return settings.port1().value().equals(name)
                    || settings.port2().value().equals(name)
                    || conditions.has(index)
                    || held.get().filter(link -> link.holds(index)).isPresent();
        }
    }

    @Override
    public void wasSet(int index, Handle handle, boolean own) {
        synchronized (lock) {
            held.get().ifPresent(link -> link.wasSet(index, handle, own));
        }
    }

    @Override
    public boolean isOwn(int sender) {
        return transport.isSender(sender);
    }

    @Override
    public List<PlaneNotice> examine() {
        synchronized (lock) {
            var found = new ArrayList<PlaneNotice>();
            var now = mend();
            now.filter(mending -> mending.done() || !lasting.equals(now))
                    .ifPresent(mending -> found.add(new PlaneNotice(Kind.PORTS, Optional.empty(), mending.text())));
            lasting = now.filter(mending -> !mending.done());
            for (String address : newAddresses()) {
                found.add(new PlaneNotice(Kind.PORTS, Optional.empty(), address));
            }
            var addresses = addressesInTheWay();
            if (inTheWay.isPresent() && !inTheWay.equals(addresses)) {
                found.add(new PlaneNotice(
                        Kind.PORTS, Optional.empty(), addresses.orElse("the ports have no address any more")));
            }
            inTheWay = addresses;
            for (var direction : Direction.values()) {
                found.addAll(
                        conditions.compare(direction, settings.port(direction).value(), seen.find(direction)));
            }
            return found;
        }
    }

    private List<String> newAddresses() {
        try {
            var link = held.get();
            return link.isPresent() ? link.get().newAddresses() : List.of();
        } catch (NetlinkException e) {
            return List.of(); // whatever is the matter with the kernel, the next look tells
        }
    }

    private Optional<String> addressesInTheWay() {
        if (held.get().isPresent()) {
            return Optional.empty();
        }
        var ports = Stream.of(Direction.values())
                .map(seen::find)
                .flatMap(Optional::stream)
                .toList();
        try {
            return PortAddresses.of(seen.kernel(), ports).refusal();
        } catch (NetlinkException e) {
            return Optional.empty(); // whatever is the matter with the kernel, the next look tells
        }
    }

    private Optional<Mending> mend() {
        try {
            var link = held.get();
            return link.isPresent() ? link.get().mend() : Optional.empty();
        } catch (NetlinkException e) {
            return Optional.of(new Mending("the bridge could not be set up again: " + e.getMessage(), false));
        }
    }
}
