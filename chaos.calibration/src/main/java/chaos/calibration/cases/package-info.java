/** The questions of a calibration: what is set, what is sent and how the answer is judged. */
package chaos.calibration.cases;
