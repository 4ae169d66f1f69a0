package chaos.rig.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a processor has received and not handled yet. A veth puts every frame there, and the kernel throws away what
 * exceeds {@code net.core.netdev_max_backlog}, which no plane can help.
 */
final class Backlog {

    /** One line a processor; its second number, in hexadecimal, is what was thrown away (net/core/net-procfs.c). */
    private static final Path STATISTICS = Path.of("/proc/net/softnet_stat");

    private static final int HEX = 16;

    private Backlog() {}

    /** Frames that were thrown away since the kernel began, of all processors; 0 where it does not tell. */
    static long thrownAway() {
        try (var lines = Files.lines(STATISTICS)) {
            return lines.map(line -> line.split(" ", 3))
                    .filter(numbers -> numbers.length == 3)
                    .mapToLong(numbers -> Long.parseLong(numbers[1], HEX))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
