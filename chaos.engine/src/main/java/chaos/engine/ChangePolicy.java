package chaos.engine;

/**
 * What a change of the impairment means for the packets in flight. Under each they keep the times at which they are
 * due, and what waits for the rate is sent at the new one.
 */
public enum ChangePolicy {

    /**
     * As a {@code change} of the kernel's: whoever comes later may come out before them, the queue drops what it has no
     * room for, and the token bucket is full.
     */
    AS_KERNEL,

    /**
     * The change itself reorders nothing, loses nothing and lets nothing go early. Whoever comes later comes out after
     * them: it waits, if need be, until the last of them is due, also where it would skip the latency, and a queue that
     * is full because of that wait takes it all the same. The token bucket keeps its bytes.
     */
    IN_ORDER
}
