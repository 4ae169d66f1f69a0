package chaos.json;

import chaos.api.dataplane.Layer;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.SortedMap;

/**
 * One layer of what a plane built on a port.
 *
 * @param kind for example {@code tbf}
 * @param handle its place in the tree
 * @param parent the handle it hangs from, or {@code root}
 * @param numbers further members: its parameters or counters, whole numbers named by the plane
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record LayerJson(String kind, String handle, String parent, @JsonAnyGetter SortedMap<String, Long> numbers)
        implements Shape.Open {

    static LayerJson of(Layer layer) {
        return new LayerJson(layer.kind(), layer.handle(), layer.parent(), layer.numbers());
    }
}
