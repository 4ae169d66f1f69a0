/** What traffic will see under an impairment. */
@Version("2.0.0")
package chaos.api.prediction;

import org.osgi.annotation.versioning.Version;
