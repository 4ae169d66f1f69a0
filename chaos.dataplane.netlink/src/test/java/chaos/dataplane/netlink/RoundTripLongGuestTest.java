package chaos.dataplane.netlink;

import org.junit.jupiter.api.Tag;

/** All of them, for {@code run/test --full}. */
@Tag("netem-long")
class RoundTripLongGuestTest extends RoundTrip {

    @Override
    int cases() {
        return 2000;
    }
}
