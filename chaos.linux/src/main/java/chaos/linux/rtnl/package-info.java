/** Requests and answers of rtnetlink: interfaces, bridges and the places of qdiscs; knows no qdisc's parameters. */
@Version("1.0.0")
package chaos.linux.rtnl;

import org.osgi.annotation.versioning.Version;
