package chaos.calibration.run;

import java.util.List;

/**
 * What became of a link that was given back.
 *
 * @param whole whether every direction holds what was found, or what somebody else set meanwhile
 * @param notes what is not as it was found, a sentence each
 */
record Restored(boolean whole, List<String> notes) {

    /** What became of it; the list is copied. */
    Restored {
        notes = List.copyOf(notes);
    }
}
