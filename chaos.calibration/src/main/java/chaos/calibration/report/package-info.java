/** Reports as pages for people: one file, everything in it. */
package chaos.calibration.report;
