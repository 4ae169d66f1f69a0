package chaos.api.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {

    private static Port port(Direction direction, String name, String pciAddress) {
        var address = Optional.of(pciAddress).filter(text -> !text.isEmpty()).map(PciAddress::parse);
        return new Port(direction, new PortName(name), address, true, 1500, false);
    }

    private static Link link(String address1, String address2) {
        return new Link(
                LinkName.DEFAULT, port(Direction.PORT1, "eth1", address1), port(Direction.PORT2, "eth2", address2));
    }

    @ParameterizedTest
    @CsvSource({"0000:04:00.0, 0000:05:00.0", "0000:04:00.0, 0000:04:00.1", "'', 0000:04:00.0", "'', ''"})
    void ports_inSlotOrderAreALink(String address1, String address2) {
        var link = link(address1, address2);
        assertEquals("eth1", link.port(Direction.PORT1).name().value());
        assertEquals("eth2", link.port(Direction.PORT2).name().value());
    }

    @ParameterizedTest
    @CsvSource({"0000:05:00.0, 0000:04:00.0", "0000:04:00.1, 0000:04:00.0", "10000:04:00.0, 0000:05:00.0"})
    void ports_swappedAreRefusedWithBothAddresses(String address1, String address2) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> link(address1, address2));
        assertTrue(
                refusal.getMessage().contains(address1) && refusal.getMessage().contains(address2));
    }

    @Test
    void ports_mustDiffer() {
        var port1 = port(Direction.PORT1, "eth1", "");
        var port2 = port(Direction.PORT2, "eth1", "");
        assertThrows(IllegalArgumentException.class, () -> new Link(LinkName.DEFAULT, port1, port2));
    }

    @Test
    void ports_mustBeInTheirOwnPlaces() {
        var port1 = port(Direction.PORT1, "eth1", "");
        var port2 = port(Direction.PORT2, "eth2", "");
        assertThrows(IllegalArgumentException.class, () -> new Link(LinkName.DEFAULT, port2, port1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a b", "a:b", "sixteencharacter", "käse", "a\nb", "a\u0000"})
    void portName_refusesWhatNoInterfaceHas(String name) {
        assertThrows(IllegalArgumentException.class, () -> new PortName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "a/b", "../x", "a23456789012345678901234567890123", "a b"})
    void linkName_refusesOtherForms(String name) {
        assertThrows(IllegalArgumentException.class, () -> new LinkName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "port3", "PORT1", "port1 ", "1"})
    void direction_refusesOtherWords(String word) {
        assertThrows(IllegalArgumentException.class, () -> Direction.parse(word));
    }

    @Test
    void direction_hasAnOther() {
        assertEquals(Direction.PORT2, Direction.parse("port1").other());
        assertEquals(Direction.PORT1, Direction.parse("port2").other());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000:04:00.0", "10000:ff:1f.7"})
    void pciAddress_printsAsItWasRead(String text) {
        assertEquals(text, PciAddress.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "04:00.0", "0000:04:20.0", "0000:04:00.8", "0000:04:00", "0000:0g:00.0"})
    void pciAddress_refusesGarbage(String text) {
        assertThrows(IllegalArgumentException.class, () -> PciAddress.parse(text));
    }
}
