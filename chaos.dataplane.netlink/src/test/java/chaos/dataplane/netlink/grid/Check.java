package chaos.dataplane.netlink.grid;

/**
 * One comparison of the kernel with the engine.
 *
 * @param what is compared
 * @param kernel what the kernel showed
 * @param engine what the engine says
 * @param bounds within which the two must be
 * @param agrees whether they are
 * @param falseAlarm the chance that they are not although both do the same
 */
public record Check(String what, String kernel, String engine, String bounds, boolean agrees, double falseAlarm) {

    /** Whether there was anything to see. */
    boolean isTelling() {
        return !(kernel.equals(engine) && (kernel.equals("0") || kernel.equals("0 %")));
    }

    @Override
    public String toString() {
        return what + ": kernel " + kernel + ", engine " + engine + ", " + bounds + (agrees ? "" : " -- THEY DISAGREE");
    }
}
