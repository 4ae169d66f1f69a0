package chaos.linux.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The attributes of a message or a nest, checked against its bounds; ones that nobody knows are kept. */
public final class AttributeReader {

    /** NLA_F_NESTED and NLA_F_NET_BYTEORDER are no part of the type. */
    private static final int TYPE_MASK = 0x3FFF;

    // What is known of an attribute: its type, where its payload starts, and how long that is.
    private static final int PLACE = 3;
    private static final int USUAL = 12;

    private final ByteBuffer source;
    private int[] places = new int[USUAL * PLACE];
    private int end;

    private AttributeReader(ByteBuffer source) {
        this.source = source;
    }

    /**
     * Reads what lies between position and limit. As in the kernel, the last of two equal types counts.
     *
     * @throws NetlinkException if an attribute reaches beyond the end
     */
    public static AttributeReader of(ByteBuffer source) throws NetlinkException {
        var reader = new AttributeReader(source.slice().order(ByteOrder.nativeOrder()));
        reader.findAll();
        return reader;
    }

    /**
     * Every attribute between position and limit, for a nest that repeats one type.
     *
     * @throws NetlinkException if an attribute reaches beyond the end
     */
    public static List<Attribute> list(ByteBuffer source) throws NetlinkException {
        return of(source).others(Set.of());
    }

    private void findAll() throws NetlinkException {
        int limit = source.limit();
        int next = 0;
        // A few bytes that cannot hold a header are padding, as in the kernel's nla_for_each_attr.
        while (limit - next >= AttributeWriter.HEADER_BYTES) {
            int length = source.getShort(next) & 0xFFFF;
            if (length < AttributeWriter.HEADER_BYTES || length > limit - next) {
                throw NetlinkException.malformed(
                        "attribute at byte " + next + " claims " + length + " bytes of " + (limit - next));
            }
            if (end == places.length) {
                places = Arrays.copyOf(places, 2 * end);
            }
            places[end++] = source.getShort(next + Short.BYTES) & TYPE_MASK;
            places[end++] = next + AttributeWriter.HEADER_BYTES;
            places[end++] = length - AttributeWriter.HEADER_BYTES;
            next = Math.min(limit, next + AttributeWriter.padded(length));
        }
    }

    private Attribute attribute(int place) {
        var payload = source.slice(places[place + 1], places[place + 2]).order(ByteOrder.nativeOrder());
        return new Attribute(places[place], payload);
    }

    /** The attribute of this type. */
    public Optional<Attribute> find(int type) {
        for (int place = end - PLACE; place >= 0; place -= PLACE) {
            if (places[place] == type) {
                return Optional.of(attribute(place));
            }
        }
        return Optional.empty();
    }

    /**
     * The attribute of this type, which must be there.
     *
     * @throws NetlinkException if it is not
     */
    public Attribute require(int type) throws NetlinkException {
        return find(type).orElseThrow(() -> NetlinkException.malformed("attribute " + type + " is missing"));
    }

    /** The unsigned 32-bit number of this type, or another value where there is none. */
    public long u32(int type, long absent) throws NetlinkException {
        var attribute = find(type);
        return attribute.isPresent() ? attribute.get().u32() : absent;
    }

    /** The 64-bit number of this type, or another value where there is none. */
    public long u64(int type, long absent) throws NetlinkException {
        var attribute = find(type);
        return attribute.isPresent() ? attribute.get().u64() : absent;
    }

    /** The attributes in the nest of this type; none where it is absent. */
    public AttributeReader nested(int type) throws NetlinkException {
        var attribute = find(type);
        return attribute.isPresent() ? attribute.get().nested() : of(ByteBuffer.allocate(0));
    }

    /** Every type present, in order. */
    public Set<Integer> types() {
        var types = new LinkedHashSet<Integer>();
        for (int place = 0; place < end; place += PLACE) {
            types.add(places[place]);
        }
        return types;
    }

    /** Those whose types are not among the known ones, in order. */
    public List<Attribute> others(Set<Integer> known) {
        var others = new ArrayList<Attribute>();
        for (int place = 0; place < end; place += PLACE) {
            if (!known.contains(places[place])) {
                others.add(attribute(place));
            }
        }
        return others;
    }
}
