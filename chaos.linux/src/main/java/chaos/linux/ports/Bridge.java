package chaos.linux.ports;

import chaos.api.dataplane.Warning;
import chaos.linux.Errno;
import chaos.linux.ports.PortSetup.Joining;
import chaos.linux.rtnl.BridgeMembership;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.rtnl.Netdev;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.Conversation.Step;
import chaos.linux.wire.NetlinkException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A bridge of ours and its ports. It forwards every frame, or none, and speaks no ARP, no IPv6 and no multicast of its
 * own. What it changes is recorded in its alias before it is changed, and leaving it restores what the record says.
 */
final class Bridge {

    private static final int MAX_NAME = 15;
    private static final String PREFIX = "chaos-";
    private static final int KEPT = 4;

    private final Conversation kernel;
    private final PortSetup setup;
    private final Netdev device;
    private final BridgeRecord record;
    /** What is known not to be as it should. */
    private final Set<String> endured = new HashSet<>();

    private Bridge(Conversation kernel, PortSetup setup, Netdev device, BridgeRecord record) {
        this.kernel = kernel;
        this.setup = setup;
        this.device = device;
        this.record = record;
    }

    /** The interface name of a link's bridge: a long link name is cut and told apart by a hash. */
    static String name(String link) {
        if (PREFIX.length() + link.length() <= MAX_NAME) {
            return PREFIX + link;
        }
        return PREFIX + link.substring(0, KEPT) + String.format("%05x", link.hashCode() & 0xF_FFFF);
    }

    /**
     * Makes a bridge, writes down how the ports are, and puts them into it. On failure what was done is undone.
     *
     * @param ports as they are now
     */
    static Bridge create(Conversation kernel, PortSetup setup, BridgeRecord record, List<Netdev> ports)
            throws NetlinkException {
        String name = name(record.link().value());
        kernel.perform(List.of(LinkRequests.createBridge(name)));
        var device = LinkRequests.find(kernel, name)
                .orElseThrow(() -> NetlinkException.malformed("bridge " + name + " was made and is not there"));
        var bridge = new Bridge(kernel, setup, device, record);
        try {
            kernel.perform(List.of(LinkRequests.alias(device, record.text())));
            bridge.join(ports);
        } catch (NetlinkException e) {
            bridge.leave().forEach(warning -> e.addSuppressed(new IllegalStateException(warning.detail())));
            throw e;
        }
        return bridge;
    }

    /** The bridge that an interface is, where its alias says that it is one of ours. */
    static Optional<Bridge> recognise(Conversation kernel, PortSetup setup, Netdev device) {
        return device.identity()
                .alias()
                .filter(text ->
                        device.identity().kind().filter("bridge"::equals).isPresent())
                .flatMap(BridgeRecord::parse)
                .filter(record -> name(record.link().value()).equals(device.name()))
                .map(record -> new Bridge(kernel, setup, device, record));
    }

    private boolean forwards() {
        return setup.joining() == Joining.FORWARDED;
    }

    /** Whether it is there, and nobody else has a port. */
    Condition condition() throws NetlinkException {
        boolean gone = LinkRequests.find(kernel, device.index()).isEmpty();
        for (var found : record.ports()) {
            var port = LinkRequests.find(kernel, found.index());
            if (port.isEmpty() || isElsewhere(port.get())) {
                return gone ? Condition.GONE_AND_TAKEN : Condition.TAKEN;
            }
        }
        return gone ? Condition.GONE : Condition.THERE;
    }

    /**
     * Sets right what somebody changed since it was set up. What the kernel does not let be set is told once, and not
     * tried again before it was right for a while: each try would be heard of, and be a reason to look again.
     *
     * @return what was changed, and what was done; empty where nothing was
     */
    Optional<String> mend() throws NetlinkException {
        var found = faults();
        endured.retainAll(texts(found));
        var fresh =
                found.stream().filter(fault -> !endured.contains(fault.text())).toList();
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        var refusals = new ArrayList<String>();
        for (var fault : fresh) {
            try {
                fault.repair().run();
            } catch (NetlinkException e) {
                refusals.add(e.getMessage());
            }
        }
        var left = texts(faults());
        left.retainAll(texts(fresh));
        endured.addAll(left);
        return Optional.of("somebody else changed bridge " + name() + " or its ports ("
                + String.join(", ", texts(fresh)) + "); "
                + (left.isEmpty()
                        ? "it was set up again"
                        : "this could not be set right: " + String.join(", ", left) + " "
                                + String.join(", ", refusals)));
    }

    private List<BridgeFaults.Fault> faults() throws NetlinkException {
        return BridgeFaults.of(kernel, setup, device, record);
    }

    private static Set<String> texts(List<BridgeFaults.Fault> faults) {
        return faults.stream().map(BridgeFaults.Fault::text).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether a port belongs to something other than this bridge. */
    boolean isElsewhere(Netdev port) {
        return port.master() != 0 && port.master() != device.index();
    }

    /** How a bridge may be found. */
    enum Condition {
        /** It is there, and so are its ports. */
        THERE,
        /** A port is gone, or in somebody else's bridge. */
        TAKEN,
        /** Somebody removed it, and nobody has the ports. */
        GONE,
        /** Somebody removed it, and a port is gone, or in somebody else's bridge. */
        GONE_AND_TAKEN
    }

    BridgeRecord record() {
        return record;
    }

    int index() {
        return device.index();
    }

    String name() {
        return device.name();
    }

    /** Forwards from now on, where that is how the ports are joined. */
    void open() throws NetlinkException {
        if (forwards()) {
            kernel.perform(List.of(LinkRequests.flags(device, Netdev.UP, Netdev.UP)));
        }
        // What the kernel would not let be set is warned of by whoever joins, and is no change by anybody.
        endured.clear();
        endured.addAll(texts(faults()));
    }

    /** Puts the ports into it, those that are there already too; it is off until it is opened. */
    void join(List<Netdev> ports) throws NetlinkException {
        // First of all: what it says it says by a port that may be impaired already.
        setup.ipv6().turnOff(device);
        ports.forEach(setup.ipv6()::turnOff);
        var steps = new ArrayList<>(silence(device));
        steps.add(LinkRequests.flags(device, 0, Netdev.UP)); // one that was left behind may be on
        for (var port : ports) {
            steps.addAll(silence(port));
            steps.add(LinkRequests.master(port, device.index()));
            steps.add(LinkRequests.transparent(port));
            steps.add(LinkRequests.flags(port, Netdev.UP, Netdev.UP));
        }
        // One after the other: what follows a refusal must not happen.
        for (var step : steps) {
            kernel.perform(List.of(step));
        }
        for (var port : ports) {
            setup.offloads().turnOff(port);
        }
    }

    /** The host must not speak on the path: no ARP, no IPv6 address of its own. */
    private static List<Step> silence(Netdev device) {
        var steps = new ArrayList<Step>();
        if (device.addressMode().isPresent()) {
            steps.add(LinkRequests.addressMode(device, LinkRequests.ADDRESS_MODE_NONE));
        }
        steps.add(LinkRequests.flags(device, Netdev.NOARP, Netdev.NOARP));
        return steps;
    }

    /**
     * Gives the ports back as the record says, in reverse order, and removes the bridge. Goes on after a failure. A
     * port that somebody has put into another bridge since stays in it and stays on.
     *
     * @return what could not be undone
     */
    List<Warning> leave() {
        var failures = new ArrayList<Warning>();
        for (int i = record.ports().size() - 1; i >= 0; i--) {
            restore(record.ports().get(i), failures);
        }
        undo(failures, () -> kernel.perform(List.of(LinkRequests.delete(device))));
        return failures;
    }

    private void restore(BridgeRecord.Found before, List<Warning> failures) {
        undo(failures, () -> {
            var now = LinkRequests.find(kernel, before.index());
            if (now.isEmpty()) {
                setup.departed().left(before);
                return;
            }
            var port = now.get();
            boolean theirs = isElsewhere(port) && port.master() != before.master();
            if (theirs && isOurs(port.master())) {
                return; // another link of ours has it now, and needs it silent
            }
            undo(failures, () -> setup.offloads().turnOn(port, before.offloads()));
            if (port.master() == device.index()) {
                undo(failures, () -> kernel.perform(List.of(LinkRequests.master(port, master(before)))));
                undo(failures, () -> rejoin(port, before));
            }
            // Whoever put it into their bridge since wants it there, and on.
            int mask = theirs ? Netdev.NOARP : Netdev.UP | Netdev.NOARP;
            undo(failures, () -> kernel.perform(List.of(LinkRequests.flags(port, before.flags(), mask))));
            if (port.addressMode().isPresent() && before.addressMode().isPresent()) {
                int mode = before.addressMode().get();
                undo(failures, () -> kernel.perform(List.of(LinkRequests.addressMode(port, mode))));
            }
            if (before.ipv6()) {
                setup.ipv6().turnOn(port);
            }
        });
    }

    /** In somebody else's bridge it is set as it was, which the kernel forgot when it left. */
    private void rejoin(Netdev port, BridgeRecord.Found before) throws NetlinkException {
        var was = before.home().membership();
        var now = was.isPresent() ? BridgeMembership.of(kernel, port) : Optional.<BridgeMembership>empty();
        if (now.isPresent()) {
            for (var step : was.get().restore(port, now.get())) {
                kernel.perform(List.of(step));
            }
        }
    }

    private boolean isOurs(int master) throws NetlinkException {
        return LinkRequests.find(kernel, master)
                .flatMap(found -> recognise(kernel, setup, found))
                .isPresent();
    }

    private int master(BridgeRecord.Found before) throws NetlinkException {
        return before.master() != 0
                        && LinkRequests.find(kernel, before.master()).isPresent()
                ? before.master()
                : 0;
    }

    private static void undo(List<Warning> failures, Undoing step) {
        try {
            step.run();
        } catch (NetlinkException e) {
            if (!e.refusedWith(Errno.ENODEV)) {
                failures.add(Warning.general("not_undone", e.getMessage()));
            }
        }
    }

    /** One thing to be undone. */
    private interface Undoing {

        void run() throws NetlinkException;
    }
}
