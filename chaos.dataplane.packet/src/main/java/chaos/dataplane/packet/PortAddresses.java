package chaos.dataplane.packet;

import chaos.linux.LinuxException;
import chaos.linux.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The addresses that somebody has given to an interface; those that IPv6 makes up for one link are not among them. */
final class PortAddresses {

    /** Of the calling thread's namespace: each address, index, prefix, scope, flags and name, in hexadecimal. */
    private static final Path IPV6 = Path.of("/proc/thread-self/net/if_inet6");

    private static final int FIELDS = 6;
    private static final int PREFIX = 2;
    private static final int SCOPE = 3;
    private static final int NAME = 5;
    private static final String OF_THE_LINK = "20";
    private static final int HEX = 16;

    private PortAddresses() {}

    /** Each as {@code address/prefix}. */
    static List<String> of(NetworkNamespace namespace, String port) throws LinuxException {
        return namespace.inside(() -> {
            try {
                return Stream.concat(ipv4(port), ipv6(port)).toList();
            } catch (IOException e) {
                throw new UncheckedIOException("the addresses of " + port + " cannot be read", e);
            }
        });
    }

    private static Stream<String> ipv4(String port) throws IOException {
        return Optional.ofNullable(NetworkInterface.getByName(port)).stream()
                .flatMap(found -> found.getInterfaceAddresses().stream())
                .filter(address -> address.getAddress() instanceof Inet4Address)
                .map(PortAddresses::text);
    }

    private static String text(InterfaceAddress address) {
        return address.getAddress().getHostAddress() + "/" + address.getNetworkPrefixLength();
    }

    private static Stream<String> ipv6(String port) throws IOException {
        if (!Files.exists(IPV6)) {
            return Stream.of(); // a kernel without it
        }
        var found = Stream.<String>builder();
        for (String line : Files.readAllLines(IPV6)) {
            var fields = line.strip().split(" +", -1);
            if (fields.length == FIELDS && fields[NAME].equals(port) && !fields[SCOPE].equals(OF_THE_LINK)) {
                var address = InetAddress.getByAddress(HexFormat.of().parseHex(fields[0]));
                found.add(address.getHostAddress() + "/" + Integer.parseInt(fields[PREFIX], HEX));
            }
        }
        return found.build();
    }
}
