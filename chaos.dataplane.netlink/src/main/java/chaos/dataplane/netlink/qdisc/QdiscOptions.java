package chaos.dataplane.netlink.qdisc;

import chaos.linux.wire.AttributeWriter;
import java.util.SortedMap;

/** The parameters of one qdisc, in the kernel's units. */
public sealed interface QdiscOptions permits Fifo, Tbf, Netem {

    /** The kernel's name of it. */
    String kind();

    /** Writes what goes into TCA_OPTIONS: every parameter, because the kernel keeps what is left out. */
    void write(AttributeWriter out);

    /** Whether the kernel, having been told this, would show the other. */
    boolean holdsSame(QdiscOptions shown);

    /** Whether it tells the kernel something that no read-back can confirm, or that starts something each time. */
    default boolean tellsMoreThanIsShown() {
        return false;
    }

    /** By name, for people. */
    SortedMap<String, Long> numbers();

    /** Reads parameters by their kind. */
    <R> R match(Cases<R> cases);

    /**
     * One method a kind.
     *
     * @param <R> what the reader makes of it
     */
    interface Cases<R> {

        /** A queue of bounded length. */
        R fifo(Fifo fifo);

        /** A token bucket. */
        R tbf(Tbf tbf);

        /** The network emulator. */
        R netem(Netem netem);
    }
}
