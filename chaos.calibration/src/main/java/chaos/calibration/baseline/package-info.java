/** The calibration baseline: kept in a file, and compared with later reports. */
package chaos.calibration.baseline;
