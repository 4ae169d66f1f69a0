package chaos.dataplane.netlink;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;

/** A dozen places, evenly spread; the name of a test says where. */
@Tag("kernel")
class KilledAnywhereKernelTest extends KilledAnywhere {

    private static final int PLACES = 12;

    @Override
    List<Integer> chosen(int all) {
        int step = Math.max(1, all / PLACES);
        int first = new Random().nextInt(step);
        return IntStream.iterate(first, place -> place < all, place -> place + step)
                .boxed()
                .toList();
    }
}
