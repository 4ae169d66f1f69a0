/** Netlink messages and attributes as bytes; knows no links and no qdiscs. */
@Version("1.0.0")
package chaos.linux.wire;

import org.osgi.annotation.versioning.Version;
