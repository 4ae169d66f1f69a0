package chaos.dataplane.netlink;

import org.junit.jupiter.api.Tag;

/** The contract on a kernel with netem. */
@Tag("netem")
class NetlinkContractGuestTest extends NetlinkContractKernelTest {}
