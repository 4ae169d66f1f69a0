/** Questions of accuracy and their answers: requests, measurements, bands, verdicts and reports. */
@Version("2.0.0")
package chaos.api.calibration;

import org.osgi.annotation.versioning.Version;
