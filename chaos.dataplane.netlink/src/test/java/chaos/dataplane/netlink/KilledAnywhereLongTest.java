package chaos.dataplane.netlink;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;

/** Every place. */
@Tag("kernel-long")
class KilledAnywhereLongTest extends KilledAnywhere {

    @Override
    List<Integer> chosen(int all) {
        return IntStream.range(0, all).boxed().toList();
    }
}
