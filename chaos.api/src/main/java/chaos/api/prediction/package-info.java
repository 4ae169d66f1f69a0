/** What traffic will see under an impairment. */
@Version("2.1.0")
package chaos.api.prediction;

import org.osgi.annotation.versioning.Version;
