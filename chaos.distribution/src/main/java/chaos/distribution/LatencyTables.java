package chaos.distribution;

import chaos.api.impairment.Distribution;
import java.util.Optional;

/** Where the tables of distributions come from. */
@FunctionalInterface
public interface LatencyTables {

    /** The tables of the shapes alone. */
    LatencyTables SHAPES = name -> Optional.empty();

    /**
     * A table by its name, where there is one.
     *
     * @param name as in {@link Distribution.Table}
     */
    Optional<LatencyTable> named(String name);

    /** The table of any distribution; empty if it is a named one that is not there. */
    default Optional<LatencyTable> find(Distribution distribution) {
        return distribution.match(new Distribution.Cases<Optional<LatencyTable>>() {
            @Override
            public Optional<LatencyTable> shape(Distribution.Shape shape) {
                return Optional.of(LatencyTable.of(shape));
            }

            @Override
            public Optional<LatencyTable> table(Distribution.Table table) {
                return named(table.name());
            }
        });
    }
}
