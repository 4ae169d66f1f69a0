package chaos.dataplane.netlink;

import org.junit.jupiter.api.Tag;

/** The whole contract on a kernel with netem. It takes long in emulation, so it is of {@code run/test --full}. */
@Tag("netem-contract")
class NetlinkContractGuestTest extends NetlinkContractKernelTest {}
