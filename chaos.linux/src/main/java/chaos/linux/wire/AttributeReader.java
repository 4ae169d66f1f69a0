package chaos.linux.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The attributes of a message or a nest, checked against its bounds; ones that nobody knows are kept. */
public final class AttributeReader {

    /** NLA_F_NESTED and NLA_F_NET_BYTEORDER are no part of the type. */
    private static final int TYPE_MASK = 0x3FFF;

    private final List<Attribute> attributes;

    private AttributeReader(List<Attribute> attributes) {
        this.attributes = attributes;
    }

    /**
     * Reads what lies between position and limit. As in the kernel, the last of two equal types counts.
     *
     * @throws NetlinkException if an attribute reaches beyond the end
     */
    public static AttributeReader of(ByteBuffer source) throws NetlinkException {
        return new AttributeReader(list(source));
    }

    /**
     * Every attribute between position and limit, for a nest that repeats one type.
     *
     * @throws NetlinkException if an attribute reaches beyond the end
     */
    public static List<Attribute> list(ByteBuffer source) throws NetlinkException {
        var in = source.slice().order(ByteOrder.nativeOrder());
        var found = new ArrayList<Attribute>();
        // A few bytes that cannot hold a header are padding, as in the kernel's nla_for_each_attr.
        while (in.remaining() >= AttributeWriter.HEADER_BYTES) {
            int length = in.getShort(in.position()) & 0xFFFF;
            if (length < AttributeWriter.HEADER_BYTES || length > in.remaining()) {
                throw NetlinkException.malformed(
                        "attribute at byte " + in.position() + " claims " + length + " bytes of " + in.remaining());
            }
            int type = in.getShort(in.position() + Short.BYTES) & TYPE_MASK;
            int payload = length - AttributeWriter.HEADER_BYTES;
            found.add(new Attribute(type, in.slice(in.position() + AttributeWriter.HEADER_BYTES, payload)));
            in.position(Math.min(in.limit(), in.position() + AttributeWriter.padded(length)));
        }
        return found;
    }

    /** The attribute of this type. */
    public Optional<Attribute> find(int type) {
        for (int i = attributes.size() - 1; i >= 0; i--) {
            if (attributes.get(i).type() == type) {
                return Optional.of(attributes.get(i));
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
        return attribute.isPresent() ? attribute.get().nested() : new AttributeReader(List.of());
    }

    /** Every type present, in order. */
    public Set<Integer> types() {
        var types = new LinkedHashSet<Integer>();
        attributes.forEach(attribute -> types.add(attribute.type()));
        return types;
    }
}
