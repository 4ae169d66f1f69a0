package chaos.linux.ports;

/**
 * What became of ports and bridge by somebody else's hand.
 *
 * @param text for people
 * @param done whether something was done about it, so that the same again is another change
 */
record Mending(String text, boolean done) {}
