package chaos.api.impairment;

import java.util.Locale;
import java.util.regex.Pattern;

/** The shape of a stochastic latency. */
public sealed interface Distribution permits Distribution.Shape, Distribution.Table {

    /** Reads a distribution by its form. */
    <R> R match(Cases<R> cases);

    /** The word of the wire contract, for example {@code normal} or {@code table}. */
    String kind();

    /**
     * One method a form.
     *
     * @param <R> what the reader makes of it
     */
    interface Cases<R> {

        /** A shape that is given by a formula. */
        R shape(Shape shape);

        /** A shape that is given by a table. */
        R table(Table table);
    }

    /** Shapes that are given by a formula; J is the jitter. */
    enum Shape implements Distribution {
        /** Evenly within ±J of the mean. */
        UNIFORM,
        /** Normal with σ = J. */
        NORMAL,
        /** Pareto as iproute2 defines it: σ = 0.82 J after clipping at 4 J. */
        PARETO,
        /** A quarter normal and three quarters Pareto, as iproute2 defines it: σ = 0.835 J. */
        PARETONORMAL,
        /** Exponential with mean and σ J above mean - J, before it is clipped at 4 J. */
        EXPONENTIAL;

        @Override
        public String kind() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.shape(this);
        }
    }

    /**
     * A shape from a table in the state directory.
     *
     * @param name 1 to 64 of a-z, 0-9, {@code _} and {@code -}
     */
    record Table(String name) implements Distribution {

        private static final Pattern FORM = Pattern.compile("[a-z0-9_-]{1,64}");

        /**
         * A table by its name.
         *
         * @throws IllegalArgumentException if the name is not of that form
         */
        public Table {
            if (!isName(name)) {
                throw new IllegalArgumentException("must be 1 to 64 of a-z, 0-9, _ and -, was \"" + name + "\"");
            }
        }

        /** Whether a text is the name of a table. */
        public static boolean isName(String text) {
            return FORM.matcher(text).matches();
        }

        @Override
        public String kind() {
            return "table";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.table(this);
        }
    }
}
