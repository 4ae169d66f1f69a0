/** A data plane in the Linux kernel: programs tbf, netem and pfifo on bridged ports through rtnetlink. */
package chaos.dataplane.netlink;
