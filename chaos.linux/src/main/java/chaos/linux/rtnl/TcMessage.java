package chaos.linux.rtnl;

import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.NetlinkException;
import java.nio.ByteBuffer;

/**
 * Where a qdisc is: {@code struct tcmsg { u8 tcm_family; u8 pad1; u16 pad2; s32 tcm_ifindex; u32 tcm_handle; u32
 * tcm_parent; u32 tcm_info; }} ({@code include/uapi/linux/rtnetlink.h}).
 *
 * @param index the interface
 * @param handle its own handle
 * @param parent what it hangs from
 */
public record TcMessage(int index, Handle handle, Handle parent) {

    static final int BYTES = 20;

    void write(AttributeWriter out) {
        out.struct(BYTES, bytes -> bytes.putInt(0)
                .putInt(index)
                .putInt(handle.value())
                .putInt(parent.value())
                .putInt(0));
    }

    static TcMessage read(ByteBuffer body) throws NetlinkException {
        return new TcMessage(index(body), new Handle(body.getInt(8)), new Handle(body.getInt(12)));
    }

    /** The interface alone. */
    static int index(ByteBuffer body) throws NetlinkException {
        if (body.remaining() < BYTES) {
            throw NetlinkException.malformed("tcmsg of " + body.remaining() + " bytes");
        }
        return body.getInt(4);
    }
}
