package chaos.dataplane.netlink;

import chaos.linux.wire.Answer;
import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import chaos.linux.wire.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A kernel that does not know kinds of qdiscs, or attributes of netem, as far as a probe goes: it adds, lists and
 * deletes the qdiscs of one interface. Attributes that it does not know it passes over without a word, as kernels do.
 *
 * @param kinds that it does not know
 * @param attributes of netem that it does not know
 * @param aloneWhenDuplicating whether it refuses a netem beside one that duplicates
 * @param there what was added
 */
record LackingKernel(Set<String> kinds, Set<Integer> attributes, boolean aloneWhenDuplicating, List<Added> there)
        implements Transport {

    private static final int RTM_NEWQDISC = 36;
    private static final int RTM_DELQDISC = 37;
    private static final int TCMSG = 20;
    private static final int KIND = 1;
    private static final int OPTIONS = 2;
    private static final int QOPT = 24;
    private static final int DUPLICATE_AT = 16;
    private static final int DELAY_DIST = 2;
    private static final int ENOENT = 2;
    private static final int EINVAL = 22;
    private static final String NETEM = "netem";

    LackingKernel(Set<String> kinds, Set<Integer> attributes, boolean aloneWhenDuplicating) {
        this(kinds, attributes, aloneWhenDuplicating, new ArrayList<>());
    }

    /**
     * A qdisc.
     *
     * @param kind which
     * @param place its tcmsg
     * @param options its parameters
     */
    record Added(String kind, ByteBuffer place, ByteBuffer options) {

        boolean duplicates() {
            return kind.equals(NETEM) && options.getInt(DUPLICATE_AT) != 0;
        }
    }

    @Override
    public void exchange(ByteBuffer request, Taker taker, Duration timeout) throws NetlinkException {
        boolean over = false;
        for (var message : Message.decode(request)) {
            over = taker.take(Answer.datagram(answers(message).toArray(Message[]::new)));
        }
        if (!over) {
            throw new AssertionError("everything was answered");
        }
    }

    private List<Message> answers(Message asked) throws NetlinkException {
        int sequence = asked.sequence();
        if (asked.type() == RTM_NEWQDISC) {
            return List.of(add(asked));
        }
        if (asked.type() == RTM_DELQDISC) {
            there.clear(); // what is deleted is a root
            return List.of(Answer.success(sequence));
        }
        var shown = new ArrayList<Message>();
        for (var qdisc : there) {
            shown.add(Answer.item(sequence, RTM_NEWQDISC, shown(qdisc)));
        }
        shown.add(Answer.done(sequence, 0));
        return shown;
    }

    private Message add(Message asked) throws NetlinkException {
        int sequence = asked.sequence();
        var body = asked.body();
        var told = AttributeReader.of(body.slice(TCMSG, body.remaining() - TCMSG));
        var kind = told.require(KIND).string();
        var options = told.require(OPTIONS).bytes();
        if (kinds.contains(kind)) {
            return Answer.error(sequence, ENOENT, "Specified qdisc kind is unknown", 0);
        }
        if (!options.hasRemaining() && !kind.equals("pfifo")) {
            return Answer.error(sequence, EINVAL);
        }
        var added = new Added(kind, body.slice(0, TCMSG).order(body.order()), options);
        boolean beside = there.stream().anyMatch(other -> other.kind().equals(NETEM));
        boolean duplicates = added.duplicates() || there.stream().anyMatch(Added::duplicates);
        if (aloneWhenDuplicating && kind.equals(NETEM) && beside && duplicates) {
            var why = "netem: cannot mix duplicating netems with other netems in tree";
            return Answer.error(sequence, EINVAL, why, 0);
        }
        there.add(added);
        return Answer.success(sequence);
    }

    private AttributeWriter shown(Added qdisc) throws NetlinkException {
        var body = new AttributeWriter()
                .struct(TCMSG, bytes -> bytes.put(qdisc.place().duplicate()))
                .string(KIND, qdisc.kind());
        if (!qdisc.kind().equals(NETEM)) {
            return body;
        }
        var options = qdisc.options();
        var known = AttributeReader.list(options.slice(QOPT, options.remaining() - QOPT)).stream()
                .filter(attribute -> attribute.type() != DELAY_DIST && !attributes.contains(attribute.type()))
                .toList();
        return body.container(OPTIONS, out -> {
            out.struct(QOPT, bytes -> bytes.put(options.slice(0, QOPT)));
            known.forEach(attribute ->
                    out.struct(attribute.type(), attribute.bytes().remaining(), bytes -> bytes.put(attribute.bytes())));
        });
    }
}
