package chaos.linux.ports;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What makes one frame of several or several of one, in software or hardware, by the names of {@code
 * net/ethtool/common.c}, netdev_features_strings. The bits are those of {@link BridgeRecord} and never change.
 */
public enum Offload {
    GRO(0, "rx-gro"),
    LRO(1, "rx-lro"),
    GRO_HW(2, "rx-gro-hw"),
    GRO_LIST(3, "rx-gro-list"),
    UDP_GRO(4, "rx-udp-gro-forwarding"),
    GSO(5, "tx-generic-segmentation"),
    TSO(6, "tx-tcp-segmentation"),
    TSO_ECN(7, "tx-tcp-ecn-segmentation"),
    TSO_MANGLEID(8, "tx-tcp-mangleid-segmentation"),
    TSO6(9, "tx-tcp6-segmentation"),
    UDP(10, "tx-udp-segmentation"),
    SCTP(11, "tx-sctp-segmentation"),
    GSO_PARTIAL(12, "tx-gso-partial"),
    GSO_LIST(13, "tx-gso-list"),
    GRE(14, "tx-gre-segmentation"),
    GRE_CSUM(15, "tx-gre-csum-segmentation"),
    IPXIP4(16, "tx-ipxip4-segmentation"),
    IPXIP6(17, "tx-ipxip6-segmentation"),
    UDP_TUNNEL(18, "tx-udp_tnl-segmentation"),
    UDP_TUNNEL_CSUM(19, "tx-udp_tnl-csum-segmentation"),
    ESP(20, "tx-esp-segmentation"),
    FCOE(21, "tx-fcoe-segmentation"),
    REMCSUM(22, "tx-tunnel-remcsum-segmentation");

    private final int bit;
    private final String feature;

    Offload(int bit, String feature) {
        this.bit = bit;
        this.feature = feature;
    }

    /** As {@code ethtool -k} names it. */
    public String feature() {
        return feature;
    }

    static Optional<Offload> named(String feature) {
        return Stream.of(values())
                .filter(offload -> offload.feature.equals(feature))
                .findFirst();
    }

    /** One bit each. */
    static int bits(Set<Offload> offloads) {
        return offloads.stream().mapToInt(offload -> 1 << offload.bit).sum();
    }

    /** What the bits stand for; bits of later versions are passed over. */
    static Set<Offload> of(int bits) {
        var offloads = EnumSet.noneOf(Offload.class);
        for (var offload : values()) {
            if ((bits >>> offload.bit & 1) == 1) {
                offloads.add(offload);
            }
        }
        return offloads;
    }
}
