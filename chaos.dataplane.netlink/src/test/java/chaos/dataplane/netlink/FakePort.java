package chaos.dataplane.netlink;

import chaos.dataplane.netlink.qdisc.QdiscOptions;
import chaos.linux.rtnl.Handle;
import chaos.linux.rtnl.Netdev;
import chaos.linux.wire.Answer;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a kernel says about one port, message by message. */
final class FakePort {

    static final int INDEX = 7;
    static final Netdev DEVICE = new Netdev(
            INDEX,
            "eth1",
            Netdev.UP | Netdev.LOWER_UP,
            1500,
            0,
            Optional.empty(),
            new Netdev.Identity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
            new Netdev.Sent(0, 0));

    private static final int RTM_NEWLINK = 16;
    private static final int RTM_NEWQDISC = 36;

    private FakePort() {}

    /** A qdisc and what it counted. */
    record Shown(QdiscTree.Node node, long bytes, long packets, long drops, long requeues) {}

    /** The qdiscs of a tree that counted nothing. */
    static List<Shown> shown(QdiscTree tree) {
        return tree.nodes().stream().map(node -> new Shown(node, 0, 0, 0, 0)).toList();
    }

    /** The answer to a dump: nothing of this port. */
    static List<ByteBuffer> nothing(List<Message> asked) {
        return List.of(Answer.datagram(Answer.done(asked.get(0).sequence(), 0)));
    }

    /** The answer to a dump: one root that somebody else put there. */
    static List<ByteBuffer> foreign(List<Message> asked, String kind, String handle) {
        int sequence = asked.get(0).sequence();
        return List.of(Answer.datagram(
                qdisc(sequence, kind, Handle.parse(handle), Handle.ROOT, new AttributeWriter()),
                Answer.done(sequence, 0)));
    }

    /** The answer to a dump: the root of a tree of ours, and below it what somebody else put there. */
    static List<ByteBuffer> foreignBelow(List<Message> asked, QdiscTree.Node root, String kind, String handle) {
        int sequence = asked.get(0).sequence();
        var shown = new Shown(root, 0, 0, 0, 0);
        return List.of(Answer.datagram(
                qdisc(sequence, root.options().kind(), root.handle(), root.parent(), attributes(root.options(), shown)),
                qdisc(
                        sequence,
                        kind,
                        Handle.parse(handle),
                        root.handle().onlyClass(),
                        new AttributeWriter().container(2, options -> options.struct(4, limit -> limit.putInt(83)))),
                Answer.done(sequence, 0)));
    }

    /** The answer to changes and a dump in one go; some of the changes are refused as not being there. */
    static List<ByteBuffer> changed(List<Message> asked, List<Shown> qdiscs, Integer... refused) {
        var answers = new ArrayList<ByteBuffer>();
        int last = asked.size() - 1;
        for (int i = 0; i < last; i++) {
            int errno = List.of(refused).contains(i) ? 2 : 0;
            answers.add(Answer.datagram(Answer.error(asked.get(i).sequence(), errno)));
        }
        answers.add(qdiscs(asked.get(last).sequence(), qdiscs));
        return answers;
    }

    /** The answer to a dump of qdiscs. */
    static List<ByteBuffer> qdiscs(List<Message> asked, List<Shown> qdiscs) {
        return List.of(qdiscs(asked.get(0).sequence(), qdiscs));
    }

    private static ByteBuffer qdiscs(int sequence, List<Shown> qdiscs) {
        var messages = new ArrayList<Message>();
        if (qdiscs.isEmpty()) {
            messages.add(qdisc(sequence, "noqueue", Handle.NONE, Handle.ROOT, new AttributeWriter()));
        }
        for (var shown : qdiscs) {
            var node = shown.node();
            messages.add(qdisc(
                    sequence, node.options().kind(), node.handle(), node.parent(), attributes(node.options(), shown)));
        }
        messages.add(Answer.done(sequence, 0));
        return Answer.datagram(messages.toArray(Message[]::new));
    }

    private static AttributeWriter attributes(QdiscOptions options, Shown shown) {
        return new AttributeWriter().container(2, options::write).container(7, stats -> stats.struct(
                        1, 12, basic -> basic.putLong(shown.bytes()).putInt((int) shown.packets()))
                .struct(3, 20, queue -> queue.putInt(0)
                        .putInt(0)
                        .putInt((int) shown.drops())
                        .putInt((int) shown.requeues())
                        .putInt(0)));
    }

    private static Message qdisc(int sequence, String kind, Handle handle, Handle parent, AttributeWriter rest) {
        var body = new AttributeWriter()
                .struct(20, tcmsg -> tcmsg.putInt(0)
                        .putInt(INDEX)
                        .putInt(handle.value())
                        .putInt(parent.value())
                        .putInt(0))
                .string(1, kind);
        var written = rest.written();
        body.struct(written.remaining(), bytes -> bytes.put(written));
        return Answer.item(sequence, RTM_NEWQDISC, body);
    }

    /** The answer to a question about the interface. */
    static List<ByteBuffer> device(List<Message> asked, long sentBytes, long sentPackets) {
        int sequence = asked.get(0).sequence();
        var body = new AttributeWriter()
                .struct(16, info -> info.putInt(0)
                        .putInt(INDEX)
                        .putInt(DEVICE.flags())
                        .putInt(0))
                .string(3, "eth1")
                .u32(4, 1500)
                .struct(23, 32, stats -> stats.putLong(0)
                        .putLong(sentPackets)
                        .putLong(0)
                        .putLong(sentBytes));
        return List.of(Answer.datagram(Answer.item(sequence, RTM_NEWLINK, body), Answer.success(sequence)));
    }

    /** Yes to some of the requests, then no to one; nothing else is said about the rest. */
    static List<ByteBuffer> refusal(List<Message> asked, int refused, int errno) {
        var answers = new ArrayList<Message>();
        for (int i = 0; i < asked.size(); i++) {
            int sequence = asked.get(i).sequence();
            answers.add(i == refused ? Answer.error(sequence, errno) : Answer.success(sequence));
        }
        return List.of(Answer.datagram(answers.toArray(Message[]::new)));
    }
}
