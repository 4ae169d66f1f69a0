/** All that can be done to one direction of a link: values that refuse what is out of range. */
@Version("1.1.0")
package chaos.api.impairment;

import org.osgi.annotation.versioning.Version;
