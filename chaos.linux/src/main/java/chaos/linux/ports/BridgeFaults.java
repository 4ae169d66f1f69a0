package chaos.linux.ports;

import chaos.linux.ports.PortSetup.Joining;
import chaos.linux.rtnl.BridgeView;
import chaos.linux.rtnl.LinkRequests;
import chaos.linux.rtnl.Netdev;
import chaos.linux.wire.Conversation;
import chaos.linux.wire.Conversation.Step;
import chaos.linux.wire.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is not as a bridge of ours and its ports were set up, each with what sets it right. */
final class BridgeFaults {

    private final Conversation kernel;
    private final PortSetup setup;
    private final Netdev bridge;
    private final BridgeRecord record;
    private final List<Fault> faults = new ArrayList<>();

    private BridgeFaults(Conversation kernel, PortSetup setup, Netdev bridge, BridgeRecord record) {
        this.kernel = kernel;
        this.setup = setup;
        this.bridge = bridge;
        this.record = record;
    }

    /**
     * Something that is not as it should be.
     *
     * @param text for people
     * @param repair sets it right, if the kernel lets it
     */
    record Fault(String text, Repair repair) {}

    /** What sets one thing right. */
    interface Repair {

        void run() throws NetlinkException;
    }

    /** Those of a bridge that is there, with its ports that are nobody else's. */
    static List<Fault> of(Conversation kernel, PortSetup setup, Netdev bridge, BridgeRecord record)
            throws NetlinkException {
        var look = new BridgeFaults(kernel, setup, bridge, record);
        var now = LinkRequests.view(kernel, bridge.index());
        if (now.isPresent()) {
            look.ofBridge(now.get());
        }
        for (var found : record.ports()) {
            var port = LinkRequests.view(kernel, found.index());
            if (port.isPresent()) {
                look.ofPort(port.get());
            }
        }
        return look.faults;
    }

    private void ofBridge(BridgeView view) {
        var device = view.device();
        boolean on = setup.joining() == Joining.FORWARDED;
        if (device.has(Netdev.UP) != on) {
            add(
                    device.name() + " is switched " + (on ? "off" : "on"),
                    LinkRequests.flags(device, on ? Netdev.UP : 0, Netdev.UP));
        }
        if (!device.identity().alias().filter(record.text()::equals).isPresent()) {
            add("the alias of " + device.name() + " is another", LinkRequests.alias(device, record.text()));
        }
        ofBoth(view);
    }

    private void ofPort(BridgeView view) throws NetlinkException {
        var device = view.device();
        if (device.master() == 0) {
            faults.add(new Fault(device.name() + " is in no bridge", () -> {
                perform(LinkRequests.master(device, bridge.index()));
                perform(LinkRequests.transparent(device));
            }));
        } else if (device.master() != bridge.index()) {
            return; // it is theirs
        }
        ofBoth(view);
        var on = setup.offloads().on(device).orElse(Set.of());
        if (!on.isEmpty()) {
            var names = Offloads.names(on);
            faults.add(new Fault(names + " of " + device.name() + " on", () -> setup.offloads()
                    .turnOff(device)));
        }
    }

    private void ofBoth(BridgeView view) {
        var device = view.device();
        if (!device.has(Netdev.NOARP)) {
            add("ARP of " + device.name() + " on", LinkRequests.flags(device, Netdev.NOARP, Netdev.NOARP));
        }
        if (device.addressMode()
                .filter(mode -> mode != LinkRequests.ADDRESS_MODE_NONE)
                .isPresent()) {
            add(
                    "addrgenmode of " + device.name() + " another",
                    LinkRequests.addressMode(device, LinkRequests.ADDRESS_MODE_NONE));
        }
        if (setup.ipv6().isOn(device)) {
            faults.add(new Fault(
                    "IPv6 of " + device.name() + " on", () -> setup.ipv6().turnOff(device)));
        }
        if (setup.joining() == Joining.FORWARDED) {
            for (var setting : view.wrong()) {
                add(
                        setting.word() + " of " + device.name() + " "
                                + view.settings().get(setting),
                        LinkRequests.settle(device, setting));
            }
        }
    }

    private void add(String text, Step repair) {
        faults.add(new Fault(text, () -> perform(repair)));
    }

    private void perform(Step step) throws NetlinkException {
        kernel.perform(List.of(step));
    }
}
