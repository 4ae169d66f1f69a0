/** Questions of accuracy and their answers: requests, measurements, bands and verdicts. */
@Version("1.0.0")
package chaos.api.calibration;

import org.osgi.annotation.versioning.Version;
