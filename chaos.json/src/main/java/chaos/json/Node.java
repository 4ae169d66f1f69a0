package chaos.json;

import java.util.List;
import java.util.SortedMap;

/** A JSON value as it was written: nothing is coerced, nothing is lost. */
sealed interface Node {

    /** What a person calls it, with the value where that is short. */
    String told();

    /** An object; the order of the members does not matter. */
    record Members(SortedMap<String, Node> all) implements Node {

        @Override
        public String told() {
            return "an object";
        }
    }

    /** An array. */
    record Items(List<Node> all) implements Node {

        @Override
        public String told() {
            return "an array";
        }
    }

    /** A string. */
    record Text(String value) implements Node {

        @Override
        public String told() {
            return "the string \"" + Words.cut(value) + "\"";
        }
    }

    /** A number written without point and exponent that fits into 64 bits. */
    record Whole(long value) implements Node {

        @Override
        public String told() {
            return Long.toString(value);
        }
    }

    /** A number written in any other way, as it was written. */
    record Decimal(String written, double value) implements Node {

        @Override
        public String told() {
            return Words.cut(written);
        }
    }

    /** True or false. */
    record Truth(boolean value) implements Node {

        @Override
        public String told() {
            return Boolean.toString(value);
        }
    }

    /** JSON's null. */
    record Nothing() implements Node {

        @Override
        public String told() {
            return "null";
        }
    }
}
