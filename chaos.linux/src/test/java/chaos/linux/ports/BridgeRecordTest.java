package chaos.linux.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.link.LinkName;
import chaos.linux.ports.BridgeRecord.Home;
import chaos.linux.rtnl.BridgeMembership;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeRecordTest {

    private static final BridgeMembership TRUNK = BridgeMembership.parse("30-20-7d0-8+1pu+20");
    private static final BridgeRecord RECORD = new BridgeRecord(
            LinkName.DEFAULT,
            List.of(
                    new BridgeRecord.Found(
                            12,
                            "eth1",
                            true,
                            true,
                            Optional.of(0),
                            Home.NONE,
                            Set.of(Offload.GRO, Offload.GSO, Offload.TSO),
                            true),
                    new BridgeRecord.Found(
                            13,
                            "eth2",
                            false,
                            true,
                            Optional.empty(),
                            new Home(7, Optional.of(TRUNK)),
                            Set.of(),
                            false)));

    @Test
    void text_isOneLineForPeople() {
        assertEquals(
                "chaos:1 link=default port1=12:eth1:ua6:0:0:61 port2=13:eth2:a:-:7:0:30-20-7d0-8+1pu+20",
                RECORD.text());
        assertEquals(Optional.of(RECORD), BridgeRecord.parse(RECORD.text()));
    }

    @Test
    void parse_takesTheFormWithoutOffloads() {
        var old = BridgeRecord.parse("chaos:1 link=default port1=12:eth1:ua:0:0 port2=13:eth2:a:-:7")
                .orElseThrow();
        assertEquals(Set.of(), old.ports().get(0).offloads());
        assertEquals(7, old.ports().get(1).master());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "uplink",
                "chaos:2 link=default port1=12:eth1:ua:0:0 port2=13:eth2:a:-:7",
                "chaos:1 link=default port1=12:eth1:ua:0:0",
                "chaos:1 link=default port1=99999999999:eth1:ua:0:0 port2=13:eth2:a:-:7",
                "chaos:1 link=DEFAULT port1=12:eth1:ua:0:0 port2=13:eth2:a:-:7",
                "chaos:1 link=default port1=9999999999:eth1:ua:0:0 port2=13:eth2:a:-:7",
                "chaos:1 link=default port1=12:eth1:ua:0:0 port2=13:eth2:a:-:7 more",
            })
    void parse_takesNothingElse(String text) {
        assertEquals(Optional.empty(), BridgeRecord.parse(text));
    }

    @Property
    boolean text_goesBothWaysAndFitsAnAlias(
            @ForAll @IntRange(min = 1) int index,
            @ForAll boolean up,
            @ForAll boolean arp,
            @ForAll @IntRange(min = 0, max = 255) int mode,
            @ForAll @IntRange int master,
            @ForAll Set<Offload> offloads,
            @ForAll @IntRange(min = 1, max = 65_535) int cost,
            @ForAll boolean ipv6) {
        var member = BridgeMembership.parse("1ffff-3f-" + Integer.toHexString(cost) + "-fffd");
        var found = new BridgeRecord.Found(
                index,
                "abcdefghijklmno",
                up,
                arp,
                mode == 0 ? Optional.empty() : Optional.of(mode),
                new Home(Math.abs(master), Optional.of(member)),
                offloads,
                ipv6);
        var record = new BridgeRecord(new LinkName("x".repeat(32)), List.of(found, found));
        return record.text().length() <= 255
                && BridgeRecord.parse(record.text()).equals(Optional.of(record));
    }

    /** The settings stay, and the VLANs are remembered by the daemon alone. */
    @Test
    void text_leavesOutVlansThatDoNotFit() {
        String many = "30-20-7d0-8"
                + IntStream.range(100, 150).mapToObj(vlan -> "+" + vlan).collect(Collectors.joining());
        var home = new Home(7, Optional.of(BridgeMembership.parse(many)));
        var found = new BridgeRecord.Found(1, "eth1", true, true, Optional.empty(), home, Set.of(), false);
        var record = new BridgeRecord(LinkName.DEFAULT, List.of(found, found));
        assertFalse(record.fits());
        assertTrue(record.text().length() <= 255, record.text());
        var parsed =
                BridgeRecord.parse(record.text()).orElseThrow().ports().get(0).home();
        assertEquals(BridgeMembership.parse("30-20-7d0-8"), parsed.membership().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"default, chaos-default", "a, chaos-a", "ninechars, chaos-ninechars"})
    void bridgeName_isTheLinks(String link, String bridge) {
        assertEquals(bridge, Bridge.name(link));
    }

    @Test
    void bridgeName_ofALongLinkIsCutAndDiffers() {
        String one = Bridge.name("datacentre-west");
        String other = Bridge.name("datacentre-east");
        assertTrue(one.startsWith("chaos-data") && one.length() <= 15, one);
        assertTrue(!one.equals(other), one);
    }
}
