package chaos.distribution;

import chaos.api.impairment.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the tables of distributions come from. */
@FunctionalInterface
public interface LatencyTables {

    /** The tables of the shapes alone. */
    LatencyTables SHAPES = name -> {
        throw new UnusableTableException("there is no table \"" + name
                + "\": without a state directory there are none; choose uniform, normal, pareto, paretonormal or"
                + " exponential");
    };

    /**
     * A table by its name, as it is now.
     *
     * @param name as in {@link Distribution.Table}
     * @throws UnusableTableException if it is not there, or is none
     */
    LatencyTable named(String name) throws UnusableTableException;

    /** The names there are, in their order; what has a name may still be unusable. */
    default List<String> names() {
        return List.of();
    }

    /**
     * The table of any distribution.
     *
     * @throws UnusableTableException if it is a named one that is not there, or is none
     */
    default LatencyTable find(Distribution distribution) throws UnusableTableException {
        Optional<String> name = distribution.match(new Distribution.Cases<>() {
            @Override
            public Optional<String> shape(Distribution.Shape shape) {
                return Optional.empty();
            }

            @Override
            public Optional<String> table(Distribution.Table table) {
                return Optional.of(table.name());
            }
        });
        return name.isPresent() ? named(name.get()) : LatencyTable.of((Distribution.Shape) distribution);
    }

    /** Every distribution that can be asked for: the shapes, and the tables by their names. */
    default List<Distribution> distributions() {
        var all = new ArrayList<Distribution>(List.of(Distribution.Shape.values()));
        names().forEach(name -> all.add(new Distribution.Table(name)));
        return List.copyOf(all);
    }
}
