package chaos.dataplane.netlink;

import org.junit.jupiter.api.Tag;

/** A sample; the seed is printed where it fails. */
@Tag("netem")
class RoundTripGuestTest extends RoundTrip {

    @Override
    int cases() {
        return 200;
    }
}
