package chaos.dataplane.netlink;

/**
 * What is switched on ports beside rtnetlink.
 *
 * @param offloads through ethtool
 * @param ipv6 through sysctl
 */
record PortSwitches(Offloads offloads, Ipv6 ipv6) {}
