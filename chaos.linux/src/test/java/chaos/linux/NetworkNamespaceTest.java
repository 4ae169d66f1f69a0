package chaos.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How a namespace is called where people read of it: "interface p2 does not exist in …". */
class NetworkNamespaceTest {

    @Test
    void toString_saysWhichForPeople() {
        assertEquals("the daemon's network namespace", NetworkNamespace.own().toString());
        assertEquals("/run/netns/lab", NetworkNamespace.at("lab").toString());
        assertEquals("/proc/42/ns/net", NetworkNamespace.at("/proc/42/ns/net").toString());
    }
}
