/**
 * The rig that measures real packets: probes go in at the far end of one port, through whatever plane has the ports,
 * and come out at the far end of the other, and one clock tells both times. Its own floor is measured over a pair of
 * interfaces that it makes, with the same sender and receiver.
 */
package chaos.rig.wire;
