package chaos.api.unit;

/**
 * The chance that an event happens to one packet, held at the kernel's own resolution of one part in 2<sup>32</sup> - 1
 * ({@code include/uapi/linux/pkt_sched.h}, {@code tc_netem_qopt.loss}: "0=none ~0=100%"), so that what is asked for and
 * what is read back compare exactly.
 *
 * @param scaled 0 (never) to {@value #ONE} (always)
 */
public record Probability(long scaled) implements Comparable<Probability> {

    /** The scaled value of certainty. */
    public static final long ONE = Scaled.ONE;

    /** Never. */
    public static final Probability NEVER = new Probability(0);

    /** Always. */
    public static final Probability ALWAYS = new Probability(ONE);

    /**
     * A probability from its scaled form.
     *
     * @throws IllegalArgumentException if {@code scaled} is outside 0 to {@value #ONE}
     */
    public Probability {
        if (scaled < 0 || scaled > ONE) {
            throw new IllegalArgumentException("must be 0 to " + ONE + " parts of 2^32 - 1, was " + scaled);
        }
    }

    /**
     * The nearest probability to a percentage.
     *
     * @param percent 0 to 100
     * @throws IllegalArgumentException if outside, or not a number
     */
    public static Probability ofPercent(double percent) {
        return new Probability(Scaled.nearest(percent, 100, "0 to 100 percent"));
    }

    /**
     * The nearest probability to a fraction.
     *
     * @param fraction 0.0 to 1.0
     * @throws IllegalArgumentException if outside, or not a number
     */
    public static Probability ofFraction(double fraction) {
        return new Probability(Scaled.nearest(fraction, 1, "0 to 1"));
    }

    /**
     * A percentage as people write it: {@code 1%}, {@code 0.5 %} or {@code 0.5}.
     *
     * @throws IllegalArgumentException if it is not a decimal number from 0 to 100
     */
    public static Probability parsePercent(String text) {
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        return ofPercent(Quantity.decimal(number.strip(), "a percentage such as 1%", text));
    }

    /** Whether the event never happens. */
    public boolean isNever() {
        return scaled == 0;
    }

    /** As a percentage, 0 to 100: the shortest decimal that maps back to the same scaled value. */
    public double percent() {
        return Scaled.shortest(scaled, 100);
    }

    /** As a fraction, 0.0 to 1.0: the shortest decimal that maps back to the same scaled value. */
    public double fraction() {
        return Scaled.shortest(scaled, 1);
    }

    /** As people write it, for example {@code 0.5%}. */
    @Override
    public String toString() {
        return Quantity.plain(percent()) + "%";
    }

    @Override
    public int compareTo(Probability other) {
        return Long.compare(scaled, other.scaled);
    }
}
