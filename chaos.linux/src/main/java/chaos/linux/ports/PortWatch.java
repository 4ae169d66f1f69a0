package chaos.linux.ports;

import chaos.api.dataplane.DataPlane;
import chaos.api.dataplane.PlaneNotice;
import chaos.api.dataplane.PlaneNotice.Kind;
import chaos.api.dataplane.PlaneWatcher;
import chaos.api.link.Direction;
import chaos.linux.Errno;
import chaos.linux.LinuxException;
import chaos.linux.rtnl.Handle;
import chaos.linux.rtnl.Heard;
import chaos.linux.wire.NetlinkException;
import chaos.linux.wire.Notices;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens, on a thread of its own, to what the kernel tells about the ports of one link, and tells what others
 * did. Changes that come together are told together; where some were lost, everything is looked at anew.
 */
final class PortWatch implements DataPlane.Watch {

    private static final Logger LOG = LoggerFactory.getLogger(PortWatch.class);

    /** How long the end of the watch may go unseen. */
    private static final Duration NAP = Duration.ofMillis(250);

    private static final Duration UNTIL_REOPENED = Duration.ofSeconds(1);
    private static final int AT_ONCE = 1000;

    private final Notices.Source source;
    private final Watched watched;
    private final PlaneWatcher watcher;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private Optional<Notices> first = Optional.empty();

    /** What is watched. */
    interface Watched {

        /** For people. */
        String name();

        /** Which direction leaves by this interface, where it is held. */
        Optional<Direction> direction(int index);

        /** Whether a change of this interface may matter. */
        boolean concerns(int index, String name);

        /** A qdisc was given parameters, by the plane itself or by others; told in the order in which it was done. */
        void wasSet(int index, Handle handle, boolean own);

        /** Whether the plane itself asked for what this socket asked for. */
        boolean isOwn(int sender);

        /** Looks at ports and bridge, mends what can be mended, and says what was not as before. */
        List<PlaneNotice> examine();
    }

    /** What the messages of one moment came to. */
    private static final class Harvest {

        private final Set<Direction> qdiscs = EnumSet.noneOf(Direction.class);
        private boolean links;
    }

    PortWatch(Notices.Source source, Watched watched, PlaneWatcher watcher) {
        this.source = source;
        this.watched = watched;
        this.watcher = watcher;
        this.thread = new Thread(this::run, "chaos watch " + watched.name());
        thread.setDaemon(true);
    }

    /** Listens from now on; what happens after this returns is heard, where the ports' namespace exists. */
    PortWatch start() {
        first = open(true);
        thread.start();
        return this;
    }

    private void run() {
        var notices = first;
        boolean missed = false;
        while (closed.getCount() > 0) {
            if (notices.isEmpty()) {
                missed = true; // whatever happened until it is open again
                pause();
                notices = open(false);
                continue;
            }
            if (missed) {
                resynchronise("the watch was interrupted");
                missed = false;
            }
            notices = listen(notices.get());
        }
        notices.ifPresent(Notices::close);
    }

    private Optional<Notices> open(boolean loud) {
        try {
            return Optional.of(source.open());
        } catch (LinuxException e) {
            if (loud) {
                LOG.warn("{} cannot be watched yet, tried again every second: {}", watched.name(), e.getMessage());
            }
            return Optional.empty();
        }
    }

    private void pause() {
        try {
            closed.await(UNTIL_REOPENED.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    /** Takes what comes; gives the socket back where it is of use no longer. */
    private Optional<Notices> listen(Notices notices) {
        try {
            var first = notices.next(NAP);
            if (first.isPresent()) {
                tell(harvest(first.get(), notices));
            }
            return Optional.of(notices);
        } catch (NetlinkException e) {
            resynchronise("a notice could not be read: " + e.getMessage());
            return Optional.of(notices);
        } catch (LinuxException e) {
            if (Errno.ENOBUFS.equals(e.errno())) {
                resynchronise("the kernel had more to tell than there was room for (ENOBUFS)");
                return Optional.of(notices);
            }
            LOG.warn("{} is watched anew: {}", watched.name(), e.getMessage());
            notices.close();
            watched.examine().forEach(watcher::noticed);
            return Optional.empty();
        }
    }

    private Harvest harvest(ByteBuffer first, Notices notices) throws LinuxException, NetlinkException {
        var harvest = new Harvest();
        var next = Optional.of(first);
        for (int i = 0; next.isPresent() && i < AT_ONCE; i++) {
            for (var heard : Heard.read(next.get())) {
                sort(heard, harvest);
            }
            next = notices.next(Duration.ZERO);
        }
        return harvest;
    }

    private void sort(Heard heard, Harvest harvest) {
        if (heard.kind() == Heard.Kind.QDISC) {
            boolean own = watched.isOwn(heard.sender());
            heard.set().ifPresent(handle -> watched.wasSet(heard.index(), handle, own));
            if (!own) {
                watched.direction(heard.index()).ifPresent(harvest.qdiscs::add);
            }
        } else {
            harvest.links |= watched.concerns(heard.index(), heard.name().orElse(""));
        }
    }

    private void tell(Harvest harvest) {
        for (var direction : harvest.qdiscs) {
            watcher.noticed(new PlaneNotice(
                    Kind.STATE, Optional.of(direction), "the qdiscs of " + direction + " were changed by others"));
        }
        if (harvest.links) {
            watched.examine().forEach(watcher::noticed);
        }
    }

    private void resynchronise(String why) {
        LOG.warn("{} what others did was missed, everything is read anew: {}", watched.name(), why);
        watched.examine().forEach(watcher::noticed);
        watcher.noticed(new PlaneNotice(
                Kind.MISSED, Optional.empty(), "what others did was missed, and everything was read anew: " + why));
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(2 * NAP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
