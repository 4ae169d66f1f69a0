/** Netlink messages and attributes as bytes; knows no links and no qdiscs. */
package chaos.dataplane.netlink.wire;
