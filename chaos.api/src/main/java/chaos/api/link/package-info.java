/** The path between two ports, and the names of its parts. */
@Version("1.0.0")
package chaos.api.link;

import org.osgi.annotation.versioning.Version;
