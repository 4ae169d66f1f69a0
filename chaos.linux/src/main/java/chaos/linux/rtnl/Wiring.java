package chaos.linux.rtnl;

import chaos.linux.wire.Attribute;
import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.Message;
import chaos.linux.wire.NetlinkException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What an interface is connected to, and how that went so far.
 *
 * @param device the interface
 * @param address its hardware address, for example {@code 02:00:00:00:00:01}; empty where it has none
 * @param peer the index of what it rests on or, of a veth interface, of its other end; 0 for none
 * @param peerNamespace the number of the network namespace in which that is; empty for its own
 * @param carrierChanges how often its link came or went
 * @param received frames that came in
 * @param thrownAway frames that it should have sent and did not
 */
public record Wiring(
        Netdev device,
        Optional<String> address,
        int peer,
        Optional<Integer> peerNamespace,
        long carrierChanges,
        long received,
        long thrownAway) {

    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_LINK = 5;
    private static final int IFLA_STATS64 = 23;
    private static final int IFLA_CARRIER_CHANGES = 35;
    private static final int IFLA_LINK_NETNSID = 37;
    // struct rtnl_link_stats64 { u64 rx_packets, tx_packets, rx_bytes, tx_bytes, rx_errors, tx_errors, rx_dropped,
    // tx_dropped; … }
    private static final int RX_PACKETS = 0;
    private static final int TX_DROPPED = 56;

    static Wiring read(Message message) throws NetlinkException {
        var device = Netdev.read(message);
        var body = message.body();
        var attributes = AttributeReader.of(body.slice(Netdev.IFINFO_BYTES, body.remaining() - Netdev.IFINFO_BYTES));
        var elsewhere = attributes.find(IFLA_LINK_NETNSID);
        var stats = attributes.find(IFLA_STATS64);
        return new Wiring(
                device,
                attributes.find(IFLA_ADDRESS).map(Wiring::text),
                (int) attributes.u32(IFLA_LINK, 0),
                elsewhere.isEmpty()
                        ? Optional.empty()
                        : Optional.of((int) elsewhere.get().u32()),
                attributes.u32(IFLA_CARRIER_CHANGES, 0),
                counter(stats, RX_PACKETS),
                counter(stats, TX_DROPPED));
    }

    private static long counter(Optional<Attribute> stats, int at) throws NetlinkException {
        return stats.isEmpty() ? 0 : stats.get().at(at + Long.BYTES).getLong(at);
    }

    private static String text(Attribute address) {
        var bytes = new byte[address.payload().remaining()];
        address.bytes().get(bytes);
        return HexFormat.ofDelimiter(":").formatHex(bytes);
    }

    /** Whether it is one of two ends that the kernel joins. */
    public boolean isVeth() {
        return device.identity().kind().filter("veth"::equals).isPresent();
    }
}
