package chaos.linux.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** What a kernel may say. */
public final class Answer {

    /** An extended acknowledgement without an echo of the request. */
    static final int CAPPED = 0x100;

    /** An acknowledgement with attributes. */
    static final int TLVS = 0x200;

    private Answer() {}

    /** Done. */
    public static Message success(int sequence) {
        return error(sequence, 0);
    }

    /** Refused. */
    public static Message error(int sequence, int errno) {
        return new Message(Message.NLMSG_ERROR, CAPPED, sequence, body(20).putInt(0, -errno));
    }

    /** Refused, with a reason. */
    public static Message error(int sequence, int errno, String text, long offset) {
        var attributes = new AttributeWriter().string(1, text).u32(2, offset).written();
        var body = body(20 + attributes.remaining()).putInt(0, -errno);
        body.put(20, attributes, 0, attributes.remaining());
        return new Message(Message.NLMSG_ERROR, CAPPED | TLVS, sequence, body);
    }

    /** The end of a dump. */
    public static Message done(int sequence, int errno) {
        return new Message(Message.NLMSG_DONE, Message.MULTI, sequence, body(4).putInt(0, -errno));
    }

    /** Something that was asked for. */
    public static Message item(int sequence, int type, AttributeWriter body) {
        return new Message(type, Message.MULTI, sequence, body.written());
    }

    static Message interrupted(Message message) {
        return new Message(
                message.type(), message.flags() | Message.DUMP_INTERRUPTED, message.sequence(), message.body());
    }

    /** Messages as a datagram. */
    public static ByteBuffer datagram(Message... messages) {
        return Message.encode(List.of(messages));
    }

    private static ByteBuffer body(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    }
}
