package chaos.linux.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttributesTest {

    private static Arguments row(String name, UnaryOperator<AttributeWriter> writing, String hex) {
        return arguments(name, writing, hex);
    }

    /** Each row: what it is, how it is written, the little-endian bytes the kernel must see. */
    static Stream<Arguments> golden() {
        return Stream.of(
                row("u8 is padded", out -> out.u8(1, 0xFE), "05000100 fe000000"),
                row("u16 is padded", out -> out.u16(2, 0xFFFD), "06000200 fdff0000"),
                row("u32", out -> out.u32(3, 0xFFFF_FFFFL), "08000300 ffffffff"),
                row("u64", out -> out.u64(4, 100_000_000), "0c000400 00e1f505 00000000"),
                row("string has a NUL", out -> out.string(5, "tbf"), "08000500 74626600"),
                row("string is padded", out -> out.string(5, "netem"), "0a000500 6e657465 6d000000"),
                row("nest is marked", out -> out.nested(6, in -> in.u8(1, 7)), "0c000680 05000100 07000000"),
                row(
                        "container is not",
                        out -> out.container(2, in -> in.struct(4, b -> b.putInt(9))),
                        "08000200 09000000"),
                row("empty container", out -> out.container(2, in -> {}), "04000200"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void write_matchesTheKernelsBytes(String name, UnaryOperator<AttributeWriter> writing, String hex) {
        assertEquals(hex, Hex.text(writing.apply(new AttributeWriter()).written()), name);
    }

    @Test
    void write_growsBeyondItsFirstBuffer() {
        var out = new AttributeWriter().struct(1, 40_000, bytes -> bytes.put(new byte[40_000]));
        assertEquals(40_004, out.written().remaining());
    }

    @Test
    void write_refusesWhatDoesNotFit() {
        var out = new AttributeWriter();
        assertThrows(IllegalArgumentException.class, () -> out.u8(1, 256));
        assertThrows(IllegalArgumentException.class, () -> out.u16(1, -1));
        assertThrows(IllegalArgumentException.class, () -> out.u32(1, 1L << 32));
        assertThrows(IllegalArgumentException.class, () -> out.struct(1, 70_000, bytes -> bytes.put(new byte[70_000])));
        assertThrows(IllegalStateException.class, () -> out.struct(8, bytes -> bytes.putInt(1)));
    }

    @Test
    void read_givesWhatWasWritten() throws NetlinkException {
        var written = new AttributeWriter()
                .u8(1, 200)
                .u16(2, 60_000)
                .u32(3, 4_000_000_000L)
                .u64(4, Long.MIN_VALUE)
                .string(5, "chaos-default")
                .nested(6, in -> in.u32(7, 8))
                .written();
        var read = AttributeReader.of(written);
        assertEquals(Set.of(1, 2, 3, 4, 5, 6), read.types());
        assertEquals(200, read.require(1).u8());
        assertEquals(60_000, read.require(2).u16());
        assertEquals(4_000_000_000L, read.require(3).u32());
        assertEquals(Long.MIN_VALUE, read.require(4).u64());
        assertEquals("chaos-default", read.require(5).string());
        assertEquals(8, read.nested(6).u32(7, 0));
        assertEquals(99, read.nested(55).u32(7, 99));
        assertThrows(NetlinkException.class, () -> read.require(9));
        assertThrows(NetlinkException.class, () -> read.require(1).u32());
    }

    @Test
    void read_takesTheLastOfTwoEqualTypes() throws NetlinkException {
        var twice = new AttributeWriter().u32(3, 1).u32(3, 2).written();
        assertEquals(2, AttributeReader.of(twice).u32(3, 0));
    }

    @Test
    void read_refusesAnAttributeThatReachesBeyondTheEnd() {
        var whole = new AttributeWriter().u32(1, 5).string(2, "abc").written();
        for (int length = 0; length < whole.remaining(); length++) {
            var cut = whole.slice(0, length);
            boolean atABoundary = length % 8 < 4; // up to 3 bytes that cannot be a header are padding
            if (atABoundary) {
                assertEquals(length / 8, assertDoesRead(cut).types().size());
            } else {
                assertThrows(NetlinkException.class, () -> AttributeReader.of(cut), "cut at byte " + length);
            }
        }
    }

    private static AttributeReader assertDoesRead(ByteBuffer bytes) {
        try {
            return AttributeReader.of(bytes);
        } catch (NetlinkException e) {
            throw new AssertionError(e);
        }
    }

    /** Whatever comes: it is read, or it is refused as what it is. */
    @Property
    boolean read_survivesAnything(@ForAll byte[] bytes) {
        try {
            var reader = AttributeReader.of(ByteBuffer.wrap(bytes));
            for (int type : reader.types()) {
                reader.require(type).string();
            }
            return reader.types().size() <= bytes.length / 4;
        } catch (NetlinkException e) {
            return e.kind() == NetlinkException.Kind.MALFORMED;
        }
    }
}
