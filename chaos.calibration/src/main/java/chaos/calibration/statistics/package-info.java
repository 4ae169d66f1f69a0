/** Intervals, tests and sample sizes; the formulas are those of Apache Commons Statistics. */
package chaos.calibration.statistics;
