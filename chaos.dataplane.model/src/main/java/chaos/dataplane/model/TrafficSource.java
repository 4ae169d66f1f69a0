package chaos.dataplane.model;

/**
 * Packets to offer, one after the other: a cursor that stands before the first. Times are nanoseconds after the start
 * of the source, and never go back.
 */
interface TrafficSource {

    /** Goes to the next packet; false if there is none. */
    boolean next();

    /** When this packet is offered. */
    long at();

    /** Its layer-2 bytes. */
    int bytes();
}
