package chaos.api.impairment;

/**
 * The start of the random numbers.
 *
 * @param value 0 to 2<sup>63</sup> - 1
 */
public record Seed(long value) {

    /**
     * A seed.
     *
     * @throws InvalidFieldException if negative
     */
    public Seed {
        if (value < 0) {
            throw new InvalidFieldException("/seed", "must be 0 to " + Long.MAX_VALUE + ", was " + value);
        }
    }
}
