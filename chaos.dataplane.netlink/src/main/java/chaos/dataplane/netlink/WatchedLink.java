package chaos.dataplane.netlink;

import chaos.api.dataplane.PlaneNotice;
import chaos.api.dataplane.PlaneNotice.Kind;
import chaos.api.dataplane.PlaneWatcher;
import chaos.api.link.Direction;
import chaos.dataplane.netlink.rtnl.LinkRequests;
import chaos.dataplane.netlink.rtnl.Netdev;
import chaos.dataplane.netlink.wire.Conversation;
import chaos.dataplane.netlink.wire.NetlinkException;
import chaos.dataplane.netlink.wire.Notices;
import chaos.dataplane.netlink.wire.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The link as its watch sees it. It is looked at under the plane's lock, so that none of its own changes is half made
 * and taken for somebody else's.
 */
final class WatchedLink implements PortWatch.Watched {

    private final Object lock;
    private final Supplier<Optional<HeldLink>> held;
    private final NetlinkSettings settings;
    private final Conversation kernel;
    private final Transport transport;
    private final PortConditions conditions = new PortConditions();
    private Optional<String> mended = Optional.empty();
    private Optional<PortWatch> watch = Optional.empty();

    WatchedLink(
            Object lock,
            Supplier<Optional<HeldLink>> held,
            NetlinkSettings settings,
            Conversation kernel,
            Transport transport) {
        this.lock = lock;
        this.held = held;
        this.settings = settings;
        this.kernel = kernel;
        this.transport = transport;
    }

    /** The ports were just taken: as they are now is how they should be. */
    void begin() {
        mended = Optional.empty();
        for (var direction : Direction.values()) {
            conditions.begin(direction, device(direction));
        }
    }

    /** Starts a watch in the place of the one before. */
    PortWatch watch(Notices.Source notices, PlaneWatcher watcher) {
        end();
        synchronized (lock) {
            begin();
            watch = Optional.of(new PortWatch(notices, this, watcher).start());
            return watch.get();
        }
    }

    /** Ends it; outside the lock, which its thread may wait for. */
    void end() {
        Optional<PortWatch> last;
        synchronized (lock) {
            last = watch;
            watch = Optional.empty();
        }
        last.ifPresent(PortWatch::close);
    }

    private Optional<Netdev> device(Direction direction) {
        try {
            return LinkRequests.find(kernel, settings.port(direction).value());
        } catch (NetlinkException e) {
            return Optional.empty();
        }
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
                    || held.get().filter(link -> link.holds(index)).isPresent();
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
            now.filter(text -> !mended.equals(now))
                    .ifPresent(text -> found.add(new PlaneNotice(Kind.PORTS, Optional.empty(), text)));
            mended = now;
            for (var direction : Direction.values()) {
                found.addAll(
                        conditions.compare(direction, settings.port(direction).value(), device(direction)));
            }
            return found;
        }
    }

    private Optional<String> mend() {
        try {
            var link = held.get();
            return link.isPresent() ? link.get().mend() : Optional.empty();
        } catch (NetlinkException e) {
            return Optional.of("the bridge could not be set up again: " + e.getMessage());
        }
    }
}
