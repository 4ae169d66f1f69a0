/** Quantities held at the resolution of the wire contract or of the kernel, so that they compare exactly. */
@Version("1.1.0")
package chaos.api.unit;

import org.osgi.annotation.versioning.Version;
