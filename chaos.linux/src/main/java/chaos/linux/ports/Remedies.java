package chaos.linux.ports;

import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.linux.Errno;
import chaos.linux.wire.NetlinkException;
import java.util.List;
import java.util.Optional;

/**
 * What the kernel's refusals of qdiscs mean for a person: the reason, the field of the document where one is at fault,
 * and what to do. Told apart by the error number and, where several things share one, by the kernel's own words.
 *
 * @param errno the error number
 * @param words a part of the extended acknowledgement; empty for any
 * @param reason what a caller can act on
 * @param field JSON pointer of the field
 * @param remedy what to do
 */
record Remedies(Errno errno, String words, Reason reason, Optional<String> field, String remedy) {

    private static final int ENOMEM = 12;

    private static final String CHANGED =
            "somebody else changed the qdiscs of this port meanwhile; look at tc qdisc show, and apply again";

    private static final List<Remedies> ALL = List.of(
            about(
                            Errno.EINVAL,
                            "cannot mix duplicating netems",
                            Reason.FOREIGN,
                            "there is another netem on this port"
                                    + " that CHAOS did not put there; remove it, or leave duplication out")
                    .of("/duplication"),
            about(
                    Errno.ENOENT,
                    "qdisc kind is unknown",
                    Reason.NOT_SUPPORTED,
                    "this kernel does not have that qdisc; load its module, see capabilities"),
            about(Errno.EEXIST, "", Reason.FOREIGN, CHANGED),
            about(Errno.ENOENT, "", Reason.REJECTED, CHANGED),
            about(Errno.EINVAL, "must match existing qdisc", Reason.FOREIGN, CHANGED),
            about(Errno.EINVAL, "Invalid handle", Reason.REJECTED, CHANGED),
            about(
                    new Errno(ENOMEM),
                    "",
                    Reason.FAILED,
                    "the kernel has no memory left; take a smaller queue or latency"),
            about(
                    Errno.ENOBUFS,
                    "",
                    Reason.FAILED,
                    "the kernel has no buffers left; take a smaller queue or latency, and try again"));

    private static Remedies about(Errno errno, String words, Reason reason, String remedy) {
        return new Remedies(errno, words, reason, Optional.empty(), remedy);
    }

    private Remedies of(String pointer) {
        return new Remedies(errno, words, reason, Optional.of(pointer), remedy);
    }

    /** The first that fits a refusal; empty where the kernel's own words must do. */
    static Optional<Remedies> find(NetlinkException refusal) {
        return ALL.stream()
                .filter(known ->
                        refusal.refusedWith(known.errno) && refusal.getMessage().contains(known.words))
                .findFirst();
    }
}
