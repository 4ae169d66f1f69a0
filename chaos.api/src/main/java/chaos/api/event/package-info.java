/** What changed, when, and by whose hand. */
@Version("1.1.0")
package chaos.api.event;

import org.osgi.annotation.versioning.Version;
