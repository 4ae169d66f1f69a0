/** What the wire rig of the calibration can show on this machine. */
package chaos.bench.rig;
