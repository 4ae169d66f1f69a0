/** Where the daemon listens: one rule for the daemon and for every client. */
@Version("1.1.0")
package chaos.api.socket;

import org.osgi.annotation.versioning.Version;
