package chaos.dataplane.netlink;

import chaos.dataplane.netlink.grid.GridCase;
import chaos.dataplane.netlink.grid.GridCases;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** All of them, for {@code run/test --full}. */
@Tag("netem-grid-long")
class GridLongGuestTest extends Grid {

    @Override
    List<GridCase> chosen(long byThisSeed) {
        return GridCases.all();
    }
}
