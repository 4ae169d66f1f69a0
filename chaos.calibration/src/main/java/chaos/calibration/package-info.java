/** What the parts of calibration share. */
package chaos.calibration;
