/** The netlink plane beside tc. */
package chaos.bench.netlink;
