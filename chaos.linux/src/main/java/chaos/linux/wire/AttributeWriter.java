package chaos.linux.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes the body of a message so that the code looks like the bytes: {@code struct nlattr { u16 nla_len; u16 nla_type;
 * }} and a payload, each attribute padded to 4 bytes ({@code include/uapi/linux/netlink.h}).
 */
public final class AttributeWriter {

    static final int HEADER_BYTES = 4;

    private static final int NLA_F_NESTED = 0x8000;
    private static final int MAX_ATTRIBUTE = 0xFFFF;
    private static final long MAX_U32 = 0xFFFF_FFFFL;
    private static final int START_BYTES = 256;

    private ByteBuffer out = ByteBuffer.allocate(START_BYTES).order(ByteOrder.nativeOrder());

    /** Bytes without a header: the fixed struct that a body or an attribute starts with, padded to 4 bytes. */
    public AttributeWriter struct(int bytes, Consumer<ByteBuffer> content) {
        room(padded(bytes));
        var target = out.slice(out.position(), bytes).order(ByteOrder.nativeOrder());
        content.accept(target);
        if (target.hasRemaining()) {
            throw new IllegalStateException("struct of " + bytes + " bytes is " + target.remaining() + " short");
        }
        out.position(out.position() + padded(bytes));
        return this;
    }

    /** An attribute that is a struct. */
    public AttributeWriter struct(int type, int bytes, Consumer<ByteBuffer> content) {
        header(type, bytes);
        return struct(bytes, content);
    }

    /** An unsigned byte. */
    public AttributeWriter u8(int type, int value) {
        if (value < 0 || value > 0xFF) {
            throw new IllegalArgumentException("attribute " + type + " is a u8, was " + value);
        }
        return struct(type, Byte.BYTES, bytes -> bytes.put((byte) value));
    }

    /** An unsigned 16-bit number. */
    public AttributeWriter u16(int type, int value) {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException("attribute " + type + " is a u16, was " + value);
        }
        return struct(type, Short.BYTES, bytes -> bytes.putShort((short) value));
    }

    /** An unsigned 32-bit number. */
    public AttributeWriter u32(int type, long value) {
        return struct(type, Integer.BYTES, bytes -> bytes.putInt(narrow(value)));
    }

    /** A 64-bit number. */
    public AttributeWriter u64(int type, long value) {
        return struct(type, Long.BYTES, bytes -> bytes.putLong(value));
    }

    /** An attribute that says all by being there. */
    public AttributeWriter flag(int type) {
        header(type, 0);
        return this;
    }

    /** Text and a NUL. */
    public AttributeWriter string(int type, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return struct(type, text.length + 1, bytes -> bytes.put(text).put((byte) 0));
    }

    /** An attribute whose payload is attributes, marked as such. */
    public AttributeWriter nested(int type, Consumer<AttributeWriter> content) {
        return container(type | NLA_F_NESTED, content);
    }

    /** An attribute whose payload is whatever the content writes; the kernel reads some nests without the mark. */
    public AttributeWriter container(int type, Consumer<AttributeWriter> content) {
        int start = out.position();
        header(type, 0);
        content.accept(this);
        int length = out.position() - start;
        if (length > MAX_ATTRIBUTE) {
            throw new IllegalArgumentException("attribute " + type + " of " + length + " bytes is too long");
        }
        out.putShort(start, (short) length);
        return this;
    }

    /** A u32 is a long above this line; it is narrowed here and nowhere else. */
    public static int narrow(long u32) {
        if (u32 < 0 || u32 > MAX_U32) {
            throw new IllegalArgumentException("must be 0 to " + MAX_U32 + ", was " + u32);
        }
        return (int) u32;
    }

    /** What was written. */
    public ByteBuffer written() {
        return out.duplicate()
                .order(ByteOrder.nativeOrder())
                .flip()
                .asReadOnlyBuffer()
                .order(ByteOrder.nativeOrder());
    }

    static int padded(int bytes) {
        return bytes + 3 & ~3;
    }

    private void header(int type, int payload) {
        if (payload > MAX_ATTRIBUTE - HEADER_BYTES) {
            throw new IllegalArgumentException("attribute " + type + " of " + payload + " bytes is too long");
        }
        room(HEADER_BYTES);
        out.putShort((short) (HEADER_BYTES + payload)).putShort((short) type);
    }

    private void room(int bytes) {
        if (out.remaining() < bytes) {
            int size = Math.max(out.capacity() * 2, out.position() + bytes);
            out = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder()).put(out.flip());
        }
    }
}
