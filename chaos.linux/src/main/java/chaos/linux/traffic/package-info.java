/**
 * Probes between two interfaces, which may be in two network namespaces: frames whose every flipped bit shows, sent
 * at an even pace and stamped by the kernel where they arrive.
 */
@Version("1.0.0")
package chaos.linux.traffic;

import org.osgi.annotation.versioning.Version;
