package chaos.linux.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The kernel's answer to a request: {@code struct nlmsgerr { int error; struct nlmsghdr msg; }}, the echoed request
 * unless it was capped, then attributes with a text and an offset.
 *
 * @param error 0 for success, else a negated errno
 * @param text what the kernel says about it
 * @param offset byte of the request that it is about
 */
public record ExtendedAck(int error, Optional<String> text, Optional<Long> offset) {

    private static final int NLM_F_CAPPED = 0x100;
    private static final int NLM_F_ACK_TLVS = 0x200;
    private static final int NLMSGERR_ATTR_MSG = 1;
    private static final int NLMSGERR_ATTR_OFFS = 2;
    private static final int ERROR_BYTES = 4;
    private static final int MAX_ERRNO = 4095;

    /** Done, and nothing to say about it. */
    static final ExtendedAck SUCCESS = new ExtendedAck(0, Optional.empty(), Optional.empty());

    /**
     * Reads the body of an {@code NLMSG_ERROR}.
     *
     * @throws NetlinkException if it is cut short
     */
    public static ExtendedAck of(Message message) throws NetlinkException {
        var body = message.body();
        if (body.remaining() < ERROR_BYTES + Message.HEADER_BYTES) {
            throw NetlinkException.malformed("acknowledgement of " + body.remaining() + " bytes is cut short");
        }
        int error = error(body);
        if ((message.flags() & NLM_F_ACK_TLVS) == 0) {
            return new ExtendedAck(error, Optional.empty(), Optional.empty());
        }
        var attributes = AttributeReader.of(attributes(message, body));
        var offset = attributes.find(NLMSGERR_ATTR_OFFS);
        return new ExtendedAck(
                error,
                attributes.find(NLMSGERR_ATTR_MSG).map(Attribute::string),
                offset.isPresent() ? Optional.of(offset.get().u32()) : Optional.empty());
    }

    /**
     * Reads the body of an {@code NLMSG_DONE}: a dump that failed half-way says so in the message that ends it.
     *
     * @throws NetlinkException if it is no error number
     */
    static ExtendedAck ofDone(Message message) throws NetlinkException {
        var body = message.body();
        return body.remaining() < ERROR_BYTES
                ? SUCCESS
                : new ExtendedAck(error(body), Optional.empty(), Optional.empty());
    }

    private static int error(ByteBuffer body) throws NetlinkException {
        int error = body.getInt(0);
        if (error > 0 || error < -MAX_ERRNO) {
            throw NetlinkException.malformed("acknowledgement with error " + error);
        }
        return error;
    }

    private static ByteBuffer attributes(Message message, ByteBuffer body) throws NetlinkException {
        long start = ERROR_BYTES;
        start += (message.flags() & NLM_F_CAPPED) != 0
                ? Message.HEADER_BYTES
                : (body.getInt(ERROR_BYTES) & 0xFFFF_FFFFL) + 3 & ~3;
        if (start > body.remaining()) {
            throw NetlinkException.malformed("acknowledgement echoes more than it holds");
        }
        return body.slice((int) start, body.remaining() - (int) start);
    }
}
