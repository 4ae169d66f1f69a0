/** The wire documents of API v1: strict JSON in, canonical JSON out. */
@Version("1.0.0")
package chaos.json;

import org.osgi.annotation.versioning.Version;
