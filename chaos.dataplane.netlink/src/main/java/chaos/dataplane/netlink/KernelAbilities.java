package chaos.dataplane.netlink;

import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Missing;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.impairment.Latency;
import chaos.dataplane.netlink.wire.Conversation;
import chaos.dataplane.netlink.wire.NetlinkException;
import chaos.dataplane.netlink.wire.SocketTransport;
import chaos.linux.Errno;
import chaos.linux.LinuxCapability;
import chaos.linux.NetworkNamespace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What this kernel lets the plane do: probed when first asked, and anew each time the plane is attached. */
final class KernelAbilities {

    private final PlaneDescription plane;
    private final Conversation kernel;
    private final Duration timeout;
    private Optional<KernelProbe> probed = Optional.empty();

    KernelAbilities(PlaneDescription plane, Conversation kernel, Duration timeout) {
        this.plane = plane;
        this.kernel = kernel;
        this.timeout = timeout;
    }

    synchronized Capabilities known() {
        var probe = isPrivileged() ? probed.orElseGet(this::probe) : KernelProbe.unprivileged();
        return new Capabilities(
                plane,
                probe.supported(),
                List.of(),
                Set.of(),
                List.of(),
                new TreeMap<>(Map.of("latency_max", Latency.MAX.toNanos())),
                probe.missing());
    }

    /** Looks anew. */
    synchronized void requireUsable() throws DataPlaneException {
        if (!isPrivileged()) {
            throw Trouble.at("attach")
                    .because(
                            Reason.NOT_PERMITTED,
                            LinuxCapability.NET_ADMIN.title() + " is missing: " + KernelProbe.NET_ADMIN_REMEDY);
        }
        var problems = KernelProbe.clockProblems();
        if (!problems.isEmpty()) {
            throw Trouble.at("attach").because(Reason.NOT_SUPPORTED, String.join("; ", problems));
        }
        probe();
    }

    private KernelProbe probe() {
        var probe = probeScratch();
        probed = Optional.of(probe);
        return probe;
    }

    private KernelProbe probeScratch() {
        try (var scratch = new SocketTransport(NetworkNamespace.scratch())) {
            return KernelProbe.of(new Conversation(scratch, timeout));
        } catch (NetlinkException e) {
            return e.errno().filter(Errno.EPERM::equals).isPresent() ? probeOwn() : unknown(e);
        }
    }

    /** Without CAP_SYS_ADMIN there is no scratch namespace; nothing is added to the loopback here either. */
    private KernelProbe probeOwn() {
        try {
            return KernelProbe.of(kernel);
        } catch (NetlinkException e) {
            return unknown(e);
        }
    }

    private static KernelProbe unknown(NetlinkException cause) {
        return new KernelProbe(
                Set.of(), List.of(new Missing("kernel", "it could not be probed: " + cause.getMessage())));
    }

    /** Where /proc cannot be read, the kernel's own answers decide. */
    private static boolean isPrivileged() {
        try {
            return LinuxCapability.NET_ADMIN.held();
        } catch (IOException e) {
            return true;
        }
    }
}
