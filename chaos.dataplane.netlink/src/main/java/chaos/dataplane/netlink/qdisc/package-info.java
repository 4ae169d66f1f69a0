/** What tbf, netem and the fifos are told and say, as bytes and as numbers in the kernel's units; knows no sockets. */
package chaos.dataplane.netlink.qdisc;
