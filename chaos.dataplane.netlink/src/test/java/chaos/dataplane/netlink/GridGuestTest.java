package chaos.dataplane.netlink;

import chaos.dataplane.netlink.grid.GridCase;
import chaos.dataplane.netlink.grid.GridCases;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Forty cases by a seed that is printed. */
@Tag("netem-grid")
class GridGuestTest extends Grid {

    private static final int CASES = 40;

    @Override
    List<GridCase> chosen(long byThisSeed) {
        return GridCases.some(CASES, byThisSeed);
    }
}
