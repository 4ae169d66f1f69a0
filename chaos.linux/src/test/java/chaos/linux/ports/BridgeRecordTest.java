package chaos.linux.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.link.LinkName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeRecordTest {

    private static final BridgeRecord RECORD = new BridgeRecord(
            LinkName.DEFAULT,
            List.of(
                    new BridgeRecord.Found(
                            12,
                            "eth1",
                            true,
                            true,
                            Optional.of(0),
                            0,
                            Set.of(Offload.GRO, Offload.GSO, Offload.TSO),
                            true),
                    new BridgeRecord.Found(13, "eth2", false, true, Optional.empty(), 7, Set.of(), false)));

    @Test
    void text_isOneLineForPeople() {
        assertEquals("chaos:1 link=default port1=12:eth1:ua6:0:0:61 port2=13:eth2:a:-:7:0", RECORD.text());
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
            @ForAll boolean ipv6) {
        var found = new BridgeRecord.Found(
                index,
                "abcdefghijklmno",
                up,
                arp,
                mode == 0 ? Optional.empty() : Optional.of(mode),
                Math.abs(master),
                offloads,
                ipv6);
        var record = new BridgeRecord(new LinkName("x".repeat(32)), List.of(found, found));
        return record.text().length() <= 255
                && BridgeRecord.parse(record.text()).equals(Optional.of(record));
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
