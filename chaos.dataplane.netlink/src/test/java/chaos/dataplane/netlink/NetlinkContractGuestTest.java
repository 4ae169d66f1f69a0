package chaos.dataplane.netlink;

import org.junit.jupiter.api.Tag;

/** The whole contract on a kernel with netem. */
@Tag("netem-contract")
class NetlinkContractGuestTest extends NetlinkContractKernelTest {}
