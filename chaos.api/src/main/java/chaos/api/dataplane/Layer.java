package chaos.api.dataplane;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One layer of what a plane builds on a port, from the root down.
 *
 * @param kind for example {@code tbf}
 * @param handle its place in the tree, for example {@code c4a:0}
 * @param parent the handle it hangs from, or {@code root}
 * @param numbers its parameters or counters by name, in the units of the plane, named in the key where it matters
 */
public record Layer(String kind, String handle, String parent, SortedMap<String, Long> numbers) {

    /** A layer; the numbers are copied. */
    public Layer {
        numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
    }

    /** A layer from an unordered map. */
    public static Layer of(String kind, String handle, String parent, Map<String, Long> numbers) {
        return new Layer(kind, handle, parent, new TreeMap<>(numbers));
    }
}
