package chaos.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ErrnoTest {

    @Test
    void toString_givesNameAndText() {
        assertEquals("ENODEV (No such device)", Errno.ENODEV.toString());
        assertEquals("EADDRINUSE (Address already in use)", Errno.EADDRINUSE.toString());
    }

    @Test
    void name_ofAnUnknownNumberIsTheNumber() {
        assertEquals("errno 4000", new Errno(4000).name());
    }

    @Test
    void constructor_refusesZero() {
        assertThrows(IllegalArgumentException.class, () -> new Errno(0));
    }
}
