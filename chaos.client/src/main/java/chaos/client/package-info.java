/** Speaks to the appliance: in this process or behind its socket, by the documents of the wire. */
@Version("1.0.0")
package chaos.client;

import org.osgi.annotation.versioning.Version;
