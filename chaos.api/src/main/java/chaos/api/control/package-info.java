/** The services of the one path to a data plane: apply, clear, read, stats, and the choice of the plane. */
@Version("1.1.0")
package chaos.api.control;

import org.osgi.annotation.versioning.Version;
