package chaos.rig.wire;

import chaos.linux.ports.Offload;
import chaos.linux.ports.Offloads;
import chaos.linux.wire.NetlinkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a report must say about the rig and its path. */
final class Facts {

    private static final Path CLOCK = Path.of("/sys/devices/system/clocksource/clocksource0/current_clocksource");

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Pattern HYPERVISOR = Pattern.compile("flags\\s*:.*\\bhypervisor\\b.*");

    private Facts() {}

    /** What it cannot show. */
    static List<String> limits() {
        var limits = new ArrayList<>(List.of(
                "sender, plane and receiver share the processors of this machine: what one takes, the others wait for",
                "the ports are veth interfaces: nothing of a network card, its driver or its cable is measured",
                "a probe's time is read before it is handed to the kernel: the call that sends it is part of its"
                        + " delay, and of the rig's floor"));
        if (isVirtual()) {
            limits.add("this machine is a virtual one: its clock, and how long its processors take, are what its"
                    + " hypervisor or emulator makes of them");
        }
        return limits;
    }

    private static boolean isVirtual() {
        try (var lines = Files.lines(PROCESSORS)) {
            return lines.anyMatch(HYPERVISOR.asMatchPredicate());
        } catch (IOException e) {
            return false; // no Linux that tells
        }
    }

    static Map<String, String> of(ProbePath path, Duration timeout) {
        var facts = new TreeMap<String, String>();
        facts.put("clock", "CLOCK_REALTIME for both ends, from " + clockSource());
        facts.put("arrivals", "stamped by the kernel at the far end's packet socket");
        facts.put(
                "sender", "one call a probe, on a thread with the finest timers; late probes follow at twice the pace");
        for (var end : path.ends()) {
            facts.put(end.role(), text(end, timeout));
        }
        return facts;
    }

    private static String clockSource() {
        try {
            return Files.readString(CLOCK).strip();
        } catch (IOException e) {
            return "an unknown clock source";
        }
    }

    private static String text(End end, Duration timeout) {
        var device = end.wiring().device();
        return end.place() + ", driver " + device.identity().kind().orElse("unknown") + ", MTU " + device.mtu() + ", "
                + offloads(end, timeout);
    }

    private static String offloads(End end, Duration timeout) {
        try (var kernel = new Kernel(end.namespace(), timeout)) {
            return new Offloads(kernel.generic())
                    .on(end.wiring().device())
                    .map(Facts::text)
                    .orElse("this kernel does not tell its offloads");
        } catch (NetlinkException e) {
            return "offloads cannot be read: " + e.getMessage();
        }
    }

    private static String text(Set<Offload> on) {
        return on.isEmpty() ? "offloads off" : "offloads on: " + Offloads.names(on);
    }
}
