/** What carries packets and can be impaired: the service that every data plane provides. */
@Version("1.1.0")
package chaos.api.dataplane;

import org.osgi.annotation.versioning.Version;
