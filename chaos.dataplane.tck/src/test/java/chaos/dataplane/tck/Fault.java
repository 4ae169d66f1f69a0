package chaos.dataplane.tck;

/** Something that a plane may get wrong, and the suite must find. */
enum Fault {
    /** Nothing is wrong. */
    NONE,
    /** A value is read back a little off. */
    OFF_BY_ONE,
    /** What it read back in the same exchange is what was there before. */
    SHOWS_WHAT_WAS,
    /** A part that is no longer asked for stays. */
    MERGES,
    /** Making a plan makes it true. */
    PLAN_APPLIES,
    /** What is not claimed is accepted. */
    ACCEPTS_ANYTHING,
    /** The plan refuses, and applying does not. */
    APPLY_ASKS_NO_PLAN,
    /** What is refused has been touched by then. */
    TOUCHES_BEFORE_REFUSING,
    /** It can be attached twice. */
    ATTACHES_TWICE,
    /** It can be used before it is attached. */
    WORKS_UNATTACHED,
    /** What it did outlives it. */
    LEAVES_BEHIND,
    /** Port 1 and port 2 are mixed up. */
    ONE_DIRECTION,
    /** Every change says that packets were lost. */
    ALWAYS_REBUILT,
    /** No change says that anything changed. */
    NEVER_CHANGES,
    /** Clearing fails where there is nothing to clear. */
    CLEARS_ONCE,
    /** It says what it is in two ways. */
    TWO_NAMES,
    /** A warning of the plan is not in the answer. */
    KEEPS_WARNINGS_BACK,
    /** A change starts the counters anew. */
    FORGETS_COUNTERS,
    /** What the loss model took is not counted as loss. */
    HIDES_LOSS,
    /** A reader that comes between fails. */
    NO_READERS
}
