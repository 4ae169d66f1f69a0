package chaos.api.impairment;

/** The value of one field of the impairment document, in the units of the wire contract. */
public sealed interface FieldValue permits FieldValue.Whole, FieldValue.Decimal, FieldValue.Text {

    /** Reads a value by its form. */
    <R> R match(Cases<R> cases);

    /**
     * One method a form.
     *
     * @param <R> what the reader makes of it
     */
    interface Cases<R> {

        /** An integer. */
        R whole(long value);

        /** A decimal number. */
        R decimal(double value);

        /** A word. */
        R text(String value);
    }

    /**
     * An integer.
     *
     * @param value nanoseconds, bits a second, bytes or a count
     */
    record Whole(long value) implements FieldValue {

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.whole(value);
        }
    }

    /**
     * A decimal number.
     *
     * @param value a percentage or a fraction
     */
    record Decimal(double value) implements FieldValue {

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.decimal(value);
        }
    }

    /**
     * A word.
     *
     * @param value the word of the wire contract
     */
    record Text(String value) implements FieldValue {

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.text(value);
        }
    }
}
