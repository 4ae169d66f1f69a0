package chaos.linux.ports;

import chaos.api.dataplane.Warning;
import chaos.linux.LinuxException;
import chaos.linux.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether bridged frames go through the host's firewall: they do where br_netfilter is loaded and told so. */
final class BridgeFilter {

    private static final Path SWITCHES = Path.of("/proc/sys/net/bridge");
    private static final List<String> CALLS =
            List.of("bridge-nf-call-iptables", "bridge-nf-call-ip6tables", "bridge-nf-call-arptables");

    private BridgeFilter() {}

    /** The warning, where there is a reason for it. */
    static Optional<Warning> warning(NetworkNamespace namespace) throws LinuxException {
        return namespace.inside(() -> warning(SWITCHES)); // each namespace has switches of its own there
    }

    static Optional<Warning> warning(Path switches) {
        var on = CALLS.stream().filter(name -> isOn(switches.resolve(name))).toList();
        return on.isEmpty()
                ? Optional.empty()
                : Optional.of(Warning.general(
                        "bridge_filter",
                        "the module br_netfilter sends bridged packets through the host's firewall, which may drop or"
                                + " change them; switch it off (sysctl net.bridge." + String.join("=0 net.bridge.", on)
                                + "=0) or unload the module"));
    }

    private static boolean isOn(Path file) {
        try {
            return !"0".equals(Files.readString(file).strip());
        } catch (IOException e) {
            return false; // the module is not loaded
        }
    }
}
