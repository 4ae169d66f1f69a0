/** How both ports of a link are taken, joined, watched, mended and given back; knows no impairment. */
@Version("1.0.0")
package chaos.linux.ports;

import org.osgi.annotation.versioning.Version;
