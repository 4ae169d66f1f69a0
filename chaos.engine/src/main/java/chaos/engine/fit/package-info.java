/** What was recorded on a real path, as a loss model and a table of latencies, with how well they fit. */
@Version("1.0.0")
package chaos.engine.fit;

import org.osgi.annotation.versioning.Version;
