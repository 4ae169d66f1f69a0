/**
 * The shapes of a latency as netem takes them: tables of equally likely deviations in parts of the jitter. What a
 * kernel is programmed with and what an engine draws from are the same entries, with the kernel's own arithmetic.
 */
@Version("1.0.0")
package chaos.distribution;

import org.osgi.annotation.versioning.Version;
