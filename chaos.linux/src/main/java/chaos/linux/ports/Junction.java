package chaos.linux.ports;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Warning;
import chaos.api.link.LinkName;
import chaos.linux.ports.PortSetup.Joining;
import chaos.linux.rtnl.BridgeMembership;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.rtnl.Netdev;
import chaos.linux.rtnl.QdiscRequests;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.NetlinkException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Joins both ports of a link: in a bridge of ours, or in the one that they are both in already, of which nothing is
 * changed. What a daemon before us left behind is taken over where it is about the same ports, and else undone.
 */
final class Junction {

    private final Conversation kernel;
    private final PortSetup setup;
    private final LinkName link;
    private final boolean takeOver;
    private final List<Warning> warnings = new ArrayList<>();

    private Junction(Conversation kernel, PortSetup setup, PortSettings settings) {
        this.kernel = kernel;
        this.setup = setup;
        this.link = settings.link();
        this.takeOver = settings.takeOver();
    }

    /**
     * How the ports are joined.
     *
     * @param bridge ours, to be left again; empty where they are in somebody else's
     * @param addresses those of the ports before
     * @param warnings what was found and done
     */
    record Joined(Optional<Bridge> bridge, PortAddresses addresses, List<Warning> warnings) {}

    /**
     * Joins the ports.
     *
     * @param settings which link, and whether ports may be lifted out of a bridge that is not ours
     * @param ports both, as they are now
     * @throws DataPlaneException if something of somebody else's is in the way; then nothing of it is touched
     */
    static Joined join(Conversation kernel, PortSetup setup, PortSettings settings, List<Netdev> ports)
            throws NetlinkException, DataPlaneException {
        var junction = new Junction(kernel, setup, settings);
        var addresses = PortAddresses.of(kernel, ports);
        var bridge = junction.join(ports, addresses);
        junction.offloadsLeft(ports);
        junction.ipv6Left(ports);
        return new Joined(bridge, addresses, List.copyOf(junction.warnings));
    }

    /**
     * Looks whether ports could be joined that another plane of ours may still have. Touches nothing.
     *
     * @throws DataPlaneException if something of somebody else's would be in the way
     */
    static void foresee(Conversation kernel, PortSetup setup, PortSettings settings, List<Netdev> ports)
            throws NetlinkException, DataPlaneException {
        var junction = new Junction(kernel, setup, settings);
        if (junction.mayAdopt(ports)) {
            return;
        }
        var others = new ArrayList<Netdev>();
        for (var port : ports) {
            boolean ours = port.master() != 0
                    && LinkRequests.find(kernel, port.master())
                            .flatMap(master -> Bridge.recognise(kernel, setup, master))
                            .isPresent();
            if (!ours) {
                others.add(port);
            }
        }
        junction.refuseAddresses(PortAddresses.of(kernel, ports));
        junction.refuseForeign(others);
    }

    private boolean mayAdopt(List<Netdev> ports) throws NetlinkException {
        return setup.joining() == Joining.FORWARDED && adoptable(ports);
    }

    private Optional<Bridge> join(List<Netdev> asFound, PortAddresses addresses)
            throws NetlinkException, DataPlaneException {
        var left = leftOver(asFound);
        if (left.isPresent()) {
            if (!takeOver && addresses.refusal().isPresent()) {
                undo(left.get()); // whoever is refused must not leave them in a bridge that nobody looks after
                refuseAddresses(addresses);
            }
            left.get().join(asFound);
            warnings.add(Warning.general(
                    "left_behind",
                    "took over bridge " + left.get().name() + " that a daemon before this one left behind"));
            return left;
        }
        var ports = again(asFound); // what was left behind and undone changed them
        differentMtu(ports);
        if (mayAdopt(ports)) {
            return Optional.empty();
        }
        refuseAddresses(addresses);
        refuseForeign(ports);
        var found = new ArrayList<BridgeRecord.Found>();
        for (var port : ports) {
            var on = setup.offloads().on(port).orElse(Set.of());
            var membership = BridgeMembership.of(kernel, port);
            var now = BridgeRecord.Found.of(port, membership, on, setup.ipv6().isOn(port));
            found.add(setup.departed().recorded(port, now));
        }
        var record = new BridgeRecord(link, found);
        if (!record.fits()) {
            warnings.add(Warning.general(
                    "vlans_unrecorded",
                    "the ports are in more VLANs of their bridge than can be noted in the kernel: detach puts them back"
                            + " into all, and after a kill they are in none; note them (bridge vlan show)"));
        }
        return Optional.of(Bridge.create(kernel, setup, record, ports));
    }

    /** What is still on, because the ports are in somebody else's bridge or their driver does not let go of it. */
    private void offloadsLeft(List<Netdev> ports) throws NetlinkException {
        for (var port : ports) {
            var on = setup.offloads().on(port).orElse(Set.of());
            if (!on.isEmpty()) {
                warnings.add(Warning.general(
                        "offloads_on",
                        "port " + port.name() + " may merge and split frames (" + Offloads.names(on)
                                + "), and impairments act on what is merged as on one; turn that off with ethtool -K"));
            }
        }
    }

    private void ipv6Left(List<Netdev> ports) {
        for (var port : ports) {
            if (setup.ipv6().isOn(port)) {
                warnings.add(Warning.general(
                        "ipv6_on",
                        "this host speaks IPv6 on port " + port.name()
                                + ", and traffic sees that; switch it off (sysctl net.ipv6.conf." + port.name()
                                + ".disable_ipv6=1)"));
            }
        }
    }

    /**
     * A bridge of ours about these ports. Ones about others, or of another link, are undone, and so is one that
     * somebody has taken a port out of and put it into their own.
     */
    private Optional<Bridge> leftOver(List<Netdev> ports) throws NetlinkException, DataPlaneException {
        var candidates = new LinkedHashSet<Netdev>();
        LinkRequests.find(kernel, Bridge.name(link.value())).ifPresent(candidates::add);
        for (var port : ports) {
            if (port.master() != 0) {
                LinkRequests.find(kernel, port.master()).ifPresent(candidates::add);
            }
        }
        Optional<Bridge> usable = Optional.empty();
        for (var device : candidates) {
            var bridge = Bridge.recognise(kernel, setup, device);
            if (bridge.isEmpty()) {
                refuseNamesake(device);
            } else if (bridge.get().record().isAbout(ports)
                    && bridge.get().record().link().equals(link)) {
                usable = bridge;
            } else {
                undo(bridge.get());
            }
        }
        // As they are after the undoing, which may have put a port back.
        if (usable.isPresent() && again(ports).stream().anyMatch(usable.get()::isElsewhere)) {
            undo(usable.get());
            return Optional.empty();
        }
        return usable;
    }

    private void undo(Bridge bridge) throws NetlinkException {
        var all = QdiscRequests.list(kernel);
        for (var found : bridge.record().ports()) {
            var port = LinkRequests.find(kernel, found.index()).filter(device -> device.master() == bridge.index());
            if (port.isPresent()) {
                OwnedQdiscs.removeLeftBehind(kernel, all, port.get()).ifPresent(warnings::add);
            }
        }
        warnings.addAll(bridge.leave());
        warnings.add(Warning.general(
                "left_behind", "undid bridge " + bridge.name() + " that a daemon before this one left behind"));
    }

    /** An interface with our bridge's name and no record: without ports it is one that was never finished. */
    private void refuseNamesake(Netdev device) throws NetlinkException, DataPlaneException {
        if (!device.name().equals(Bridge.name(link.value()))) {
            return;
        }
        boolean isBridge = device.identity().kind().filter("bridge"::equals).isPresent();
        boolean empty = LinkRequests.list(kernel).stream().noneMatch(other -> other.master() == device.index());
        if (!isBridge || !empty || device.identity().alias().isPresent()) {
            throw foreign("interface " + device.name() + " exists and is not a bridge that CHAOS made;"
                    + " rename it or rename the link");
        }
        kernel.perform(List.of(LinkRequests.delete(device)));
        warnings.add(Warning.general(
                "left_behind", "removed bridge " + device.name() + " that a daemon before this one left unfinished"));
    }

    private List<Netdev> again(List<Netdev> ports) throws NetlinkException, DataPlaneException {
        var now = new ArrayList<Netdev>();
        for (var port : ports) {
            now.add(LinkRequests.find(kernel, port.index()).orElseThrow(() -> Trouble.at("attach")
                    .because(Reason.NO_SUCH_PORT, "interface " + port.name() + " went away meanwhile")));
        }
        return now;
    }

    private void differentMtu(List<Netdev> ports) {
        if (ports.get(0).mtu() != ports.get(1).mtu()) {
            warnings.add(Warning.general(
                    "mtu_differs",
                    "frames longer than the smaller MTU are dropped: "
                            + ports.get(0).name() + " has "
                            + ports.get(0).mtu() + ", " + ports.get(1).name() + " has "
                            + ports.get(1).mtu()));
        }
    }

    private boolean adoptable(List<Netdev> ports) throws NetlinkException {
        int master = ports.get(0).master();
        if (master == 0 || master != ports.get(1).master()) {
            return false;
        }
        var device = LinkRequests.find(kernel, master)
                .filter(found ->
                        found.identity().kind().filter("bridge"::equals).isPresent())
                .filter(found -> Bridge.recognise(kernel, setup, found).isEmpty());
        device.ifPresent(found -> warnings.add(Warning.general(
                "adopted", "both ports are in bridge " + found.name() + " already; it stays as it is")));
        return device.isPresent();
    }

    private void refuseAddresses(PortAddresses addresses) throws DataPlaneException {
        var refusal = addresses.refusal();
        if (!takeOver && refusal.isPresent()) {
            throw foreign(refusal.get());
        }
    }

    private void refuseForeign(List<Netdev> ports) throws NetlinkException, DataPlaneException {
        for (var port : ports) {
            if (port.master() == 0) {
                continue;
            }
            String name =
                    LinkRequests.find(kernel, port.master()).map(Netdev::name).orElse("interface " + port.master());
            if (!takeOver) {
                throw foreign("port " + port.name() + " is in " + name + ", which CHAOS did not make; take it out (ip"
                        + " link set " + port.name() + " nomaster), or set take_over = true");
            }
            warnings.add(Warning.general(
                    "lifted", "port " + port.name() + " was lifted out of " + name + "; detach puts it back"));
        }
    }

    private static DataPlaneException foreign(String detail) {
        return Trouble.at("attach").because(Reason.FOREIGN, detail);
    }
}
