package chaos.linux;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NamedLockTest {

    private final String name = "chaos.test." + ProcessHandle.current().pid() + "." + System.nanoTime();

    @Test
    void take_refusesASecondHolderUntilTheFirstGivesBack() throws LinuxException {
        try (var held = NamedLock.take(name).orElseThrow()) {
            assertTrue(NamedLock.take(name).isEmpty(), () -> "taken twice, first by " + held);
        }
        try (var again = NamedLock.take(name).orElseThrow()) {
            assertTrue(NamedLock.take(name).isEmpty(), () -> "taken twice, first by " + again);
        }
    }

    @Test
    void take_ofAnotherNameIsIndependent() throws LinuxException {
        try (var one = NamedLock.take(name + "a").orElseThrow();
                var other = NamedLock.take(name + "b").orElseThrow()) {
            assertTrue(NamedLock.take(name + "a").isEmpty(), () -> "both held: " + one + other);
        }
    }

    @Test
    void take_refusesANameThatDoesNotFit() {
        assertThrows(IllegalArgumentException.class, () -> NamedLock.take(""));
        assertThrows(IllegalArgumentException.class, () -> NamedLock.take("x".repeat(108)));
    }

    @Test
    @Tag("kernel")
    void take_isPerNetworkNamespace() throws LinuxException {
        try (var here = NamedLock.take(name).orElseThrow();
                var there = NetworkNamespace.scratch()
                        .inside(() -> NamedLock.take(name))
                        .orElseThrow()) {
            assertTrue(NamedLock.take(name).isEmpty(), () -> "both held: " + here + there);
        }
    }
}
