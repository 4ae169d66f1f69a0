package chaos.dataplane.netlink;

import chaos.api.dataplane.Capabilities;
import chaos.api.dataplane.Capability;
import chaos.api.dataplane.CorrelatedPart;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Missing;
import chaos.api.dataplane.PlaneDescription;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Latency;
import chaos.distribution.LatencyTables;
import chaos.linux.Errno;
import chaos.linux.LinuxCapability;
import chaos.linux.NetworkNamespace;
import chaos.linux.ports.Trouble;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import chaos.linux.wire.SocketTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What this kernel lets the plane do: probed when first asked, and anew each time the plane is attached. */
final class KernelAbilities {

    /** The field that no read-back can show. */
    static final String DISTRIBUTION = "/latency/distribution";

    /** The first question about a qdisc makes the kernel load its module, which a slow machine takes seconds for. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PlaneDescription plane;
    private final Conversation kernel;
    private final Duration timeout;
    private final LatencyTables tables;
    private Optional<Capabilities> probed = Optional.empty();

    KernelAbilities(PlaneDescription plane, Conversation kernel, Duration timeout, LatencyTables tables) {
        this.plane = plane;
        this.kernel = kernel;
        this.timeout = timeout;
        this.tables = tables;
    }

    /** With the named tables that there are now. */
    Capabilities advertised() {
        var known = known();
        return new Capabilities(
                known.plane(),
                known.supported(),
                known.supports(Capability.LATENCY) ? tables.distributions() : List.of(),
                known.correlations(),
                known.unverifiable(),
                known.limits(),
                known.missing());
    }

    /** Without the named tables: each is looked at when it is asked for. */
    synchronized Capabilities known() {
        // What was probed once is not asked for again; should the privilege go, the kernel's answers tell.
        return probed.orElseGet(() -> isPrivileged() ? probeOrNothing() : told(KernelProbe.unprivileged()));
    }

    Capabilities told(KernelProbe probe) {
        boolean delays = probe.supported().contains(Capability.LATENCY);
        return new Capabilities(
                plane,
                probe.supported(),
                delays ? List.of(Distribution.Shape.values()) : List.of(),
                // Its own correlations change the shares; a loss of two states keeps them.
                probe.supported().contains(Capability.LOSS_GILBERT_ELLIOTT) ? Set.of(CorrelatedPart.LOSS) : Set.of(),
                delays ? List.of(DISTRIBUTION) : List.of(),
                limits(probe),
                probe.missing());
    }

    private static SortedMap<String, Long> limits(KernelProbe probe) {
        var limits = new TreeMap<String, Long>();
        limits.put("latency_max", Latency.MAX.toNanos());
        limits.put("jitter_max", Latency.MAX_JITTER.toNanos());
        if (probe.aloneWhenDuplicating()) {
            limits.put("netems_beside_a_duplicating_one", 0L);
        }
        return limits;
    }

    /** Looks anew. */
    synchronized void requireUsable() throws DataPlaneException {
        if (!isPrivileged()) {
            throw Trouble.at("attach")
                    .because(
                            Reason.NOT_PERMITTED,
                            LinuxCapability.NET_ADMIN.title() + " is missing: " + Trouble.NET_ADMIN_REMEDY);
        }
        var problems = KernelProbe.clockProblems();
        if (!problems.isEmpty()) {
            throw Trouble.at("attach").because(Reason.NOT_SUPPORTED, String.join("; ", problems));
        }
        try {
            probed = Optional.of(told(probe()));
        } catch (NetlinkException e) {
            throw Trouble.at("attach").from(e);
        }
    }

    /** A kernel that did not answer is asked again next time: silence is no answer, and is not remembered as one. */
    private Capabilities probeOrNothing() {
        try {
            var capabilities = told(probe());
            probed = Optional.of(capabilities);
            return capabilities;
        } catch (NetlinkException e) {
            return told(new KernelProbe(
                    Set.of(),
                    List.of(new Missing(
                            KernelProbe.KERNEL, "it could not be asked what it can do, try again: " + e.getMessage())),
                    false));
        }
    }

    private KernelProbe probe() throws NetlinkException {
        try (var scratch = new SocketTransport(NetworkNamespace.scratch())) {
            var patience = timeout.compareTo(PATIENCE) > 0 ? timeout : PATIENCE;
            return KernelProbe.of(new Conversation(scratch, patience), true);
        } catch (NetlinkException e) {
            if (e.errno().filter(Errno.EPERM::equals).isPresent()) {
                // Without CAP_SYS_ADMIN there is no scratch namespace; nothing is added to the loopback here either.
                return KernelProbe.of(kernel, false);
            }
            throw e;
        }
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
