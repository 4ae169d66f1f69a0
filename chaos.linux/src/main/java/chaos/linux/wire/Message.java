package chaos.linux.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One netlink message: {@code struct nlmsghdr { u32 nlmsg_len; u16 nlmsg_type; u16 nlmsg_flags; u32 nlmsg_seq; u32
 * nlmsg_pid; }} and a body, padded to 4 bytes.
 *
 * @param type what it is
 * @param flags how it is meant
 * @param sequence which request it belongs to
 * @param sender the address of the socket whose request it is about; 0 for none
 * @param body what follows the header
 */
public record Message(int type, int flags, int sequence, int sender, ByteBuffer body) {

    /** This is a request. */
    public static final int REQUEST = 0x1;

    /** More messages follow. */
    public static final int MULTI = 0x2;

    /** Please acknowledge. */
    public static final int ACK = 0x4;

    /** The dump changed while it was made. */
    public static final int DUMP_INTERRUPTED = 0x10;

    /** Replace what is there. */
    public static final int REPLACE = 0x100;

    /** Everything, please. */
    public static final int DUMP = 0x300;

    /** Only if it is not there yet. */
    public static final int EXCLUSIVE = 0x200;

    /** Make it. */
    public static final int CREATE = 0x400;

    static final int HEADER_BYTES = 16;
    static final int NLMSG_ERROR = 2;
    static final int NLMSG_DONE = 3;
    static final int NLMSG_MIN_TYPE = 16;

    /** A message of no sender in particular. */
    public Message(int type, int flags, int sequence, ByteBuffer body) {
        this(type, flags, sequence, 0, body);
    }

    /** A request; its sequence number comes when it is sent. */
    public static Message request(int type, int flags, AttributeWriter body) {
        return new Message(type, flags | REQUEST, 0, body.written());
    }

    boolean isDump() {
        return (flags & DUMP) == DUMP;
    }

    /** Messages one after the other, as one datagram. */
    static ByteBuffer encode(List<Message> messages) {
        int size = 0;
        for (var message : messages) {
            size += HEADER_BYTES + AttributeWriter.padded(message.body().remaining());
        }
        var out = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        for (var message : messages) {
            int start = out.position();
            int length = HEADER_BYTES + message.body.remaining();
            out.putInt(length).putShort((short) message.type).putShort((short) message.flags);
            out.putInt(message.sequence).putInt(message.sender).put(message.body.duplicate());
            out.position(start + AttributeWriter.padded(length));
        }
        return out.flip();
    }

    /**
     * The messages of one datagram.
     *
     * @throws NetlinkException if one reaches beyond its end
     */
    public static List<Message> decode(ByteBuffer datagram) throws NetlinkException {
        var in = datagram.slice().order(ByteOrder.nativeOrder());
        var messages = new ArrayList<Message>();
        while (in.hasRemaining()) {
            int start = in.position();
            if (in.remaining() < HEADER_BYTES) {
                throw NetlinkException.malformed(in.remaining() + " bytes at byte " + start + " are no message");
            }
            int length = in.getInt(start);
            if (length < HEADER_BYTES || length > in.remaining()) {
                throw NetlinkException.malformed(
                        "message at byte " + start + " claims " + length + " bytes of " + in.remaining());
            }
            var body = in.slice(start + HEADER_BYTES, length - HEADER_BYTES).order(ByteOrder.nativeOrder());
            messages.add(new Message(
                    in.getShort(start + 4) & 0xFFFF,
                    in.getShort(start + 6) & 0xFFFF,
                    in.getInt(start + 8),
                    in.getInt(start + 12),
                    body));
            in.position(Math.min(in.limit(), start + AttributeWriter.padded(length)));
        }
        return messages;
    }
}
