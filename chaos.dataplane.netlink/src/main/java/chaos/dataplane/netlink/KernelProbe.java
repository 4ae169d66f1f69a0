package chaos.dataplane.netlink;

import chaos.api.dataplane.Capability;
import chaos.api.dataplane.Missing;
import chaos.dataplane.netlink.qdisc.Psched;
import chaos.linux.Errno;
import chaos.linux.LinuxCapability;
import chaos.linux.ports.OwnedQdiscs;
import chaos.linux.ports.Trouble;
import chaos.linux.rtnl.Handle;
import chaos.linux.rtnl.QdiscRequests;
import chaos.linux.rtnl.TcMessage;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this kernel can do. It is asked to add a qdisc of each kind to a loopback interface without its parameters: it
 * knows the kind, loading the module where it has one, before it refuses what is missing, so nothing is ever added.
 *
 * @param supported what it can do
 * @param missing what it would need to do more
 * @param aloneWhenDuplicating see {@link NetemProbe}
 */
record KernelProbe(Set<Capability> supported, List<Missing> missing, boolean aloneWhenDuplicating) {

    private static final Path PSCHED = Path.of("/proc/net/psched");
    /** What is missing while the kernel has not answered. */
    static final String KERNEL = "an answer of the kernel";

    private static final int LOOPBACK = 1;
    private static final String NETEM = "netem";
    private static final String FIFO = "pfifo";
    /** What does not need netem; what a rate keeps waiting it keeps in a queue. */
    private static final Map<Capability, List<String>> NEEDS =
            Map.of(Capability.RATE, List.of("tbf", FIFO), Capability.QUEUE, List.of(FIFO));
    /** What netem does in newer kernels only. */
    private static final Map<Capability, String> NEWER =
            Map.of(Capability.SEED, "netem's seed", Capability.LATENCY, "netem's 64-bit latency");

    private static final Map<String, String> REMEDIES = Map.of(
            "netem",
            "load the module sch_netem (Debian: package linux-image-amd64; Fedora, RHEL: kernel-modules-extra),"
                    + " boot a kernel with CONFIG_NET_SCH_NETEM, or choose the packet plane (chaos use packet), which"
                    + " needs neither",
            "tbf",
            "load the module sch_tbf, or boot a kernel with CONFIG_NET_SCH_TBF",
            "pfifo",
            "boot a kernel with CONFIG_NET_SCH_FIFO",
            "netem's seed",
            "boot Linux 6.6 or newer, or choose the packet plane (chaos use packet)",
            "netem's 64-bit latency",
            "boot Linux 4.16 or newer");

    KernelProbe {
        supported = Set.copyOf(supported);
        missing = List.copyOf(missing);
    }

    /**
     * Asks the kernel.
     *
     * @param kernel in a network namespace whose loopback interface nobody shapes
     * @param scratch whether that namespace is nobody's, so that something may be added for a moment
     */
    static KernelProbe of(Conversation kernel, boolean scratch) throws NetlinkException {
        var supported = EnumSet.noneOf(Capability.class);
        var missing = new ArrayList<Missing>();
        for (var kind : List.of("tbf", FIFO, NETEM)) {
            if (!knows(kernel, kind)) {
                missing.add(new Missing(kind, REMEDIES.get(kind)));
            }
        }
        NEEDS.forEach((capability, kinds) -> {
            if (missing.stream().map(Missing::what).noneMatch(kinds::contains)) {
                supported.add(capability);
            }
        });
        if (missing.stream().anyMatch(item -> item.what().equals(NETEM))) {
            return new KernelProbe(supported, missing, false);
        }
        var netem = scratch ? NetemProbe.of(kernel) : NetemProbe.withoutScratch();
        supported.addAll(netem.supported());
        NEWER.forEach((capability, what) -> {
            if (!netem.supported().contains(capability)) {
                missing.add(new Missing(what, REMEDIES.get(what)));
            }
        });
        return new KernelProbe(supported, missing, netem.aloneWhenDuplicating());
    }

    /** Nothing can be done without the privilege. */
    static KernelProbe unprivileged() {
        return new KernelProbe(
                Set.of(), List.of(new Missing(LinuxCapability.NET_ADMIN.title(), Trouble.NET_ADMIN_REMEDY)), false);
    }

    /** What is missing that a capability needs. */
    static Optional<Missing> missingFor(Capability capability, List<Missing> missing) {
        return missing.stream()
                .filter(item -> NEEDS.getOrDefault(capability, List.of(NETEM)).contains(item.what())
                        || item.what().equals(NEWER.get(capability))
                        || item.what().equals(LinuxCapability.NET_ADMIN.title())
                        || item.what().equals(KERNEL))
                .findFirst();
    }

    /** What is wrong with the kernel's packet-scheduler clock; nothing where it cannot be read. */
    static List<String> clockProblems() {
        try {
            return Psched.problems(Files.readString(PSCHED));
        } catch (IOException e) {
            return List.of(); // without /proc it is what it has been in every kernel since 2.6.31
        }
    }

    private static boolean knows(Conversation kernel, String kind) throws NetlinkException {
        var place = new TcMessage(LOOPBACK, OwnedQdiscs.handle(kind), Handle.ROOT);
        try {
            kernel.perform(List.of(QdiscRequests.add(place, kind, nothing -> {})));
        } catch (NetlinkException e) {
            if (e.refusedWith(Errno.EINVAL)) {
                return true;
            }
            if (e.refusedWith(Errno.ENOENT)) {
                return false; // "Specified qdisc kind is unknown"
            }
            throw e;
        }
        kernel.perform(List.of(QdiscRequests.delete(place, kind)));
        return true;
    }
}
