package chaos.linux.rtnl;

import chaos.linux.HeldNamespace;
import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import java.util.Optional;

/** Requests about network namespaces as another one knows them ({@code include/uapi/linux/net_namespace.h}). */
public final class NamespaceRequests {

    private static final int RTM_NEWNSID = 88;
    private static final int RTM_GETNSID = 90;
    private static final int NETNSA_NSID = 1;
    private static final int NETNSA_FD = 3;
    private static final int NONE = -1;
    // struct rtgenmsg { u8 family; }, padded
    private static final int GENERIC_BYTES = 4;

    private NamespaceRequests() {}

    /**
     * {@code ip netns list-id}: the number by which the namespace of a conversation knows another; empty where it knows
     * it by none.
     *
     * @throws NetlinkException refused with EINVAL where the file is no namespace
     */
    public static Optional<Integer> number(Conversation kernel, HeldNamespace other) throws NetlinkException {
        var body = new AttributeWriter()
                .struct(GENERIC_BYTES, bytes -> bytes.putInt(0))
                .u32(NETNSA_FD, other.descriptor());
        for (var answer : kernel.ask("find a network namespace", Message.request(RTM_GETNSID, 0, body))) {
            if (answer.type() == RTM_NEWNSID && answer.body().remaining() >= GENERIC_BYTES) {
                var attributes = AttributeReader.of(
                        answer.body().slice(GENERIC_BYTES, answer.body().remaining() - GENERIC_BYTES));
                int number = (int) attributes.require(NETNSA_NSID).u32();
                return number == NONE ? Optional.empty() : Optional.of(number);
            }
        }
        return Optional.empty();
    }
}
