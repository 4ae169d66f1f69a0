/** How a run goes: which trials, in which order, what becomes of the link, and what is told meanwhile. */
package chaos.calibration.run;
