/** Requests and answers of rtnetlink: interfaces, bridges and the places of qdiscs; knows no qdisc's parameters. */
package chaos.dataplane.netlink.rtnl;
