package chaos.dataplane.netlink;

import org.junit.jupiter.api.Tag;

/** The whole contract on a kernel with netem: in an emulated guest it takes long, so it is of {@code run/test --full}. */
@Tag("netem-contract")
class NetlinkContractGuestTest extends NetlinkContractKernelTest {}
