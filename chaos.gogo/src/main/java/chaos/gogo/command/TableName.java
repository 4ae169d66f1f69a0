package chaos.gogo.command;

import chaos.api.impairment.Distribution;

/** The name of a table as it was typed. */
final class TableName {

    private TableName() {}

    /** A table that may be stored: a shape's name would never be found again by {@code --distribution}. */
    static Distribution.Table fresh(String what, String text) throws UsageException {
        if (Flag.DISTRIBUTIONS.contains(text)) {
            throw new UsageException(what + " must be no name of a shape, was \"" + text + "\"");
        }
        return of(what, text);
    }

    static Distribution.Table of(String what, String text) throws UsageException {
        try {
            return new Distribution.Table(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(what + " " + e.getMessage(), e);
        }
    }
}
