package chaos.linux.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Bytes as people read them: little-endian hexadecimal with spaces anywhere. */
public final class Hex {

    private Hex() {}

    /** The bytes of hexadecimal text. */
    public static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(text.replaceAll("\\s", "")))
                .order(ByteOrder.nativeOrder());
    }

    /** Hexadecimal text in groups of four bytes. */
    public static String text(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy).replaceAll("(.{8})(?!$)", "$1 ");
    }
}
