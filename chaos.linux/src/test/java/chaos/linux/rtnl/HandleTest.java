package chaos.linux.rtnl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandleTest {

    @ParameterizedTest
    @CsvSource({
        "8001:0, -2147418112",
        "c4a:0, 206176256",
        "c4a:1, 206176257",
        "root, -1",
        "0:0, 0",
        "ffff:fff1, -15",
    })
    void text_isWhatTcPrints(String text, int value) {
        assertEquals(new Handle(value), Handle.parse(text));
        assertEquals(text, new Handle(value).toString());
    }

    @Test
    void parse_takesAHandleWithoutMinor() {
        assertEquals(Handle.of(0xc4a, 0), Handle.parse("c4a:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "c4a", "12345:0", "1:12345", "g:0", "1:0:0", " 1:0", "1:0\n", "ROOT"})
    void parse_refusesWhatIsNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> Handle.parse(text));
    }

    @Test
    void onlyClass_isMinorOne() {
        assertEquals("c4b:1", Handle.qdisc(0xc4b).onlyClass().toString());
        assertThrows(IllegalArgumentException.class, () -> Handle.of(0x1_0000, 0));
    }

    @Property
    boolean text_goesBothWays(@ForAll int value) {
        var handle = new Handle(value);
        return Handle.parse(handle.toString()).equals(handle);
    }
}
