package chaos.linux.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One attribute as received. Reading it as something that it is too short for is refused.
 *
 * @param type its number within its nest
 * @param payload its bytes, without padding, in the host's byte order
 */
public record Attribute(int type, ByteBuffer payload) {

    /** An attribute; the payload is not copied. */
    public Attribute {
        payload = payload.order() == ByteOrder.nativeOrder()
                ? payload
                : payload.slice().order(ByteOrder.nativeOrder());
    }

    /** An unsigned byte. */
    public int u8() throws NetlinkException {
        return payload.get(start(Byte.BYTES)) & 0xFF;
    }

    /** An unsigned 16-bit number. */
    public int u16() throws NetlinkException {
        return payload.getShort(start(Short.BYTES)) & 0xFFFF;
    }

    /** An unsigned 32-bit number. */
    public long u32() throws NetlinkException {
        return payload.getInt(start(Integer.BYTES)) & 0xFFFF_FFFFL;
    }

    /** A 64-bit number. */
    public long u64() throws NetlinkException {
        return payload.getLong(start(Long.BYTES));
    }

    /** Text up to its NUL, or to its end where it has none. */
    public String string() {
        var copy = new byte[payload.remaining()];
        payload.get(payload.position(), copy);
        int end = 0;
        while (end < copy.length && copy[end] != 0) {
            end++;
        }
        return new String(copy, 0, end, StandardCharsets.UTF_8);
    }

    /** The attributes inside. */
    public AttributeReader nested() throws NetlinkException {
        return AttributeReader.of(bytes());
    }

    /** A struct of at least so many bytes; newer kernels may have made it longer. */
    public ByteBuffer at(int bytes) throws NetlinkException {
        start(bytes);
        return bytes();
    }

    /** Where it starts, if it has so many bytes. */
    private int start(int bytes) throws NetlinkException {
        if (payload.remaining() < bytes) {
            throw NetlinkException.malformed(
                    "attribute " + type + " has " + payload.remaining() + " bytes, expected " + bytes);
        }
        return payload.position();
    }

    /** The payload, from position 0. */
    public ByteBuffer bytes() {
        return payload.slice().order(ByteOrder.nativeOrder());
    }
}
