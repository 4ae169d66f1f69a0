/** The Linux kernel as Java sees it: C functions, sockets and network namespaces; nothing here knows of impairments. */
@Version("1.0.0")
package chaos.linux;

import org.osgi.annotation.versioning.Version;
