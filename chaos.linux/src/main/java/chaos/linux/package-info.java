/**
 * The Linux kernel as Java sees it: C functions, sockets and network namespaces; nothing here knows of impairments. A
 * call that the kernel refuses throws {@link LinuxException}, which names the call and the errno.
 */
@Version("1.3.0")
package chaos.linux;

import org.osgi.annotation.versioning.Version;
