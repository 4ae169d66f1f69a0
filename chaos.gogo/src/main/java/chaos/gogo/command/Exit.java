package chaos.gogo.command;

/** Exit codes of the contract. */
public final class Exit {

    /** Done. */
    public static final int OK = 0;

    /** The appliance refused or failed. */
    public static final int REFUSED = 1;

    /** What was typed cannot be meant. */
    public static final int USAGE = 2;

    /** No appliance answers. */
    public static final int UNREACHABLE = 3;

    /** The plane holds something else than what is desired. */
    public static final int DIVERGED = 4;

    private Exit() {}
}
