package chaos.linux.rtnl;

import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.Conversation.Answered;
import chaos.linux.wire.Conversation.Step;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** Requests about qdiscs. Parameters are written by whoever knows the kind. */
public final class QdiscRequests {

    private static final int RTM_NEWQDISC = 36;
    private static final int RTM_DELQDISC = 37;
    private static final int RTM_GETQDISC = 38;
    private static final int TCA_KIND = 1;
    private static final int TCA_OPTIONS = 2;
    private static final int TCA_DUMP_INVISIBLE = 10;

    private QdiscRequests() {}

    /** Every qdisc of the namespace, {@code tc -s qdisc show}. The kernel cannot be asked for one interface alone. */
    public static List<Qdisc> list(Conversation kernel) throws NetlinkException {
        return read(kernel.gather(List.of(listing())).get(0));
    }

    /** Those of one interface; the others are passed over unread. */
    public static List<Qdisc> list(Conversation kernel, int index) throws NetlinkException {
        return read(kernel.gather(List.of(listing())).get(0), index);
    }

    /**
     * The same, with those that the kernel put there by itself and does not list otherwise, such as the bfifo in a new
     * tbf ({@code TCA_DUMP_INVISIBLE}, include/uapi/linux/rtnetlink.h); such a one has no handle.
     */
    public static List<Qdisc> listWithHidden(Conversation kernel, int index) throws NetlinkException {
        var step = listing(body -> body.flag(TCA_DUMP_INVISIBLE));
        return read(kernel.gather(List.of(step)).get(0), index);
    }

    /** The same as a question among others; {@link #read} reads the answer. */
    public static Step listing() {
        return listing(body -> {});
    }

    private static Step listing(Consumer<AttributeWriter> attributes) {
        return new Step(
                "list qdiscs",
                request(RTM_GETQDISC, Message.DUMP, new TcMessage(0, Handle.NONE, Handle.NONE), attributes));
    }

    /** The qdiscs of an answer. */
    public static List<Qdisc> read(Answered answered) throws NetlinkException {
        return read(answered, index -> true);
    }

    /** The qdiscs of an answer that are of one interface. */
    public static List<Qdisc> read(Answered answered, int index) throws NetlinkException {
        return read(answered, found -> found == index);
    }

    private static List<Qdisc> read(Answered answered, IntPredicate wanted) throws NetlinkException {
        var qdiscs = new ArrayList<Qdisc>();
        for (var answer : answered.messagesOrThrow()) {
            if (answer.type() == RTM_NEWQDISC && wanted.test(TcMessage.index(answer.body()))) {
                qdiscs.add(Qdisc.read(answer));
            }
        }
        return qdiscs;
    }

    /** {@code tc qdisc add dev … parent … handle … kind options}; refused when something of a handle is there. */
    public static Step add(TcMessage place, String kind, Consumer<AttributeWriter> options) {
        int flags = Message.CREATE | Message.EXCLUSIVE;
        return new Step(() -> "add " + name(place, kind), request(RTM_NEWQDISC, flags, place, body(kind, options)));
    }

    /**
     * {@code tc qdisc change dev … parent … handle … kind options}; refused when it is not there or of another kind.
     * The kernel keeps every parameter that is left out.
     */
    public static Step change(TcMessage place, String kind, Consumer<AttributeWriter> options) {
        return new Step(() -> "change " + name(place, kind), request(RTM_NEWQDISC, 0, place, body(kind, options)));
    }

    /** {@code tc qdisc del dev … parent … handle …}; refused when another handle is there. */
    public static Step delete(TcMessage place, String kind) {
        return new Step(() -> "delete " + name(place, kind), request(RTM_DELQDISC, 0, place, out -> {}));
    }

    private static String name(TcMessage place, String kind) {
        return kind + " " + place.handle() + " at " + place.parent();
    }

    private static Consumer<AttributeWriter> body(String kind, Consumer<AttributeWriter> options) {
        return out -> out.string(TCA_KIND, kind).container(TCA_OPTIONS, options);
    }

    private static Message request(int type, int flags, TcMessage place, Consumer<AttributeWriter> attributes) {
        var body = new AttributeWriter();
        place.write(body);
        attributes.accept(body);
        return Message.request(type, flags, body);
    }
}
