package chaos.linux.traffic;

import chaos.linux.NetworkNamespace;
import java.util.HexFormat;

/**
 * An interface that probes are sent or received by.
 *
 * @param namespace where it is
 * @param index of the interface
 * @param address of the interface, for example {@code 02:00:00:00:00:01}
 */
public record Station(NetworkNamespace namespace, int index, String address) {

    private static final int ADDRESS_BYTES = 6;

    /**
     * A station.
     *
     * @throws IllegalArgumentException if the address has not six bytes
     */
    public Station {
        if (HexFormat.ofDelimiter(":").parseHex(address).length != ADDRESS_BYTES) {
            throw new IllegalArgumentException("must be an Ethernet address, was " + address);
        }
    }

    static String text(byte[] address) {
        return HexFormat.ofDelimiter(":").formatHex(address);
    }

    byte[] addressBytes() {
        return HexFormat.ofDelimiter(":").parseHex(address);
    }
}
