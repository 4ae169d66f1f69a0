package chaos.linux.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.dataplane.PlaneNotice;
import chaos.api.dataplane.PlaneNotice.Kind;
import chaos.api.link.Direction;
import chaos.linux.Errno;
import chaos.linux.LinuxException;
import chaos.linux.rtnl.Handle;
import chaos.linux.wire.Answer;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.Message;
import chaos.linux.wire.Notices;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The watch on a kernel that says what the test wants it to say. */
class PortWatchTest {

    private static final int PORT1 = 7;
    private static final int OTHER = 9;
    private static final int OURS = 4711;
    private static final int THEIRS = 815;

    /** A datagram, or a failure. */
    private record Said(Optional<ByteBuffer> datagram, Optional<LinuxException> failure) {}

    private final BlockingQueue<Said> kernel = new LinkedBlockingQueue<>();
    private final BlockingQueue<PlaneNotice> told = new LinkedBlockingQueue<>();
    private final AtomicInteger examined = new AtomicInteger();
    private final BlockingQueue<String> set = new LinkedBlockingQueue<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final PortWatch watch = new PortWatch(this::open, new Watched(), told::add).start();

    @AfterEach
    void close() {
        watch.close();
    }

    private Notices open() {
        opened.incrementAndGet();
        return new Notices() {
            @Override
            public Optional<ByteBuffer> next(Duration timeout) throws LinuxException {
                var said = poll(timeout);
                if (said.isPresent() && said.get().failure().isPresent()) {
                    throw said.get().failure().get();
                }
                return said.flatMap(Said::datagram);
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    private Optional<Said> poll(Duration timeout) {
        try {
            return Optional.ofNullable(kernel.poll(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            return Optional.empty();
        }
    }

    private final class Watched implements PortWatch.Watched {

        @Override
        public String name() {
            return "link=test";
        }

        @Override
        public Optional<Direction> direction(int index) {
            return index == PORT1 ? Optional.of(Direction.PORT1) : Optional.empty();
        }

        @Override
        public boolean concerns(int index, String name) {
            return index == PORT1 || name.equals("eth1");
        }

        @Override
        public void wasSet(int index, Handle handle, boolean own) {
            set.add((own ? "ours " : "theirs ") + index + " " + handle);
        }

        @Override
        public boolean isOwn(int sender) {
            return sender == OURS;
        }

        @Override
        public List<PlaneNotice> examine() {
            return List.of(new PlaneNotice(Kind.PORTS, Optional.empty(), "examined " + examined.incrementAndGet()));
        }
    }

    private void says(Message... messages) {
        kernel.add(new Said(Optional.of(Answer.datagram(messages)), Optional.empty()));
    }

    private void fails(Errno errno) {
        kernel.add(new Said(Optional.empty(), Optional.of(new LinuxException("recvfrom", "AF_NETLINK", errno))));
    }

    /** RTM_NEWQDISC is 36, RTM_DELQDISC 37. */
    private static Message qdisc(int type, int index, int sender) {
        var body = new AttributeWriter()
                .struct(20, tcmsg -> tcmsg.putInt(0).putInt(index).putLong(0).putInt(0));
        return new Message(type, 0, 1, sender, body.written());
    }

    /** RTM_NEWLINK is 16, RTM_DELLINK 17. */
    private static Message link(int type, int index, String name) {
        var body = new AttributeWriter()
                .struct(16, info -> info.putInt(0).putInt(index).putLong(0))
                .string(3, name);
        return new Message(type, 0, 0, 0, body.written());
    }

    private PlaneNotice next() throws InterruptedException {
        var notice = told.poll(10, TimeUnit.SECONDS);
        assertTrue(notice != null, "nothing was told");
        return notice;
    }

    /** What was said before is told of, because this is said last and told of first. */
    private void nothingBefore(PlaneNotice last) throws InterruptedException {
        assertEquals(last, next());
    }

    @Test
    void parameters_areToldInTheOrderInWhichTheyWereGiven() throws InterruptedException {
        says(qdisc(36, PORT1, THEIRS), qdisc(36, PORT1, OURS));
        assertEquals(Kind.STATE, next().kind());
        says(qdisc(36, PORT1, OURS), qdisc(36, PORT1, THEIRS));
        assertEquals(Kind.STATE, next().kind());
        assertEquals(List.of("theirs 7 0:0", "ours 7 0:0", "ours 7 0:0", "theirs 7 0:0"), List.copyOf(set));
    }

    @Test
    void changeByOthers_isTold() throws InterruptedException {
        says(qdisc(36, PORT1, THEIRS));
        var notice = next();
        assertEquals(Kind.STATE, notice.kind());
        assertEquals(Optional.of(Direction.PORT1), notice.direction());
        says(qdisc(37, PORT1, 0));
        assertEquals(Kind.STATE, next().kind());
        assertEquals(List.of("theirs 7 0:0"), List.copyOf(set), "what was deleted has no parameters");
    }

    @Test
    void addressOfAPort_isLookedAt() throws InterruptedException {
        var body = new AttributeWriter().struct(8, info -> info.putInt(2).putInt(PORT1));
        says(new Message(20, 0, 1, 0, body.written()));
        assertEquals("examined 1", next().detail());
    }

    @Test
    void ownChangesAndOtherInterfaces_areNot() throws InterruptedException {
        says(qdisc(36, PORT1, OURS));
        says(qdisc(37, PORT1, OURS), qdisc(36, OTHER, THEIRS));
        says(link(16, OTHER, "eth9"));
        says(link(17, PORT1, "eth1"));
        nothingBefore(new PlaneNotice(Kind.PORTS, Optional.empty(), "examined 1"));
    }

    @Test
    void interfaceThatComesBackUnderItsName_isLookedAt() throws InterruptedException {
        says(link(16, 77, "eth1"));
        assertEquals("examined 1", next().detail());
    }

    @Test
    void overrun_isToldAndEverythingIsLookedAt() throws InterruptedException {
        fails(Errno.ENOBUFS);
        assertEquals("examined 1", next().detail());
        var missed = next();
        assertEquals(Kind.MISSED, missed.kind());
        assertTrue(missed.detail().contains("ENOBUFS"), missed.detail());
        says(qdisc(36, PORT1, THEIRS));
        assertEquals(Kind.STATE, next().kind(), "and it goes on listening");
        assertEquals(1, opened.get());
    }

    @Test
    void nonsense_isTakenForSomethingMissed() throws InterruptedException {
        kernel.add(new Said(Optional.of(ByteBuffer.allocate(5)), Optional.empty()));
        assertEquals("examined 1", next().detail());
        assertEquals(Kind.MISSED, next().kind());
    }

    @Test
    void socketThatFails_isOpenedAnewAndWhatWasMissedIsRead() throws InterruptedException {
        fails(Errno.EBADF);
        assertEquals("examined 1", next().detail(), "what became of the ports may be why");
        assertEquals("examined 2", next().detail());
        assertEquals(Kind.MISSED, next().kind());
        assertEquals(2, opened.get());
        says(qdisc(36, PORT1, THEIRS));
        assertEquals(Kind.STATE, next().kind());
    }
}
