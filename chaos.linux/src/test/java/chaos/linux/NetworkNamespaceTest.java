package chaos.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How a namespace is called where people read of it: "interface p2 does not exist in …". */
class NetworkNamespaceTest {

    @Test
    void toString_saysWhichForPeople() {
        assertEquals("the daemon's network namespace", NetworkNamespace.own().toString());
        assertFalse(NetworkNamespace.own().hasName());
        assertTrue(NetworkNamespace.at("lab").hasName());
        assertEquals("/run/netns/lab", NetworkNamespace.at("lab").toString());
        assertEquals("/proc/42/ns/net", NetworkNamespace.at("/proc/42/ns/net").toString());
    }
}
