package chaos.json;

import chaos.api.control.Distributions;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The entries of a table of latencies: equally likely deviations from the mean.
 *
 * @param entries 1 to 16384 whole numbers from -32768 to 32767, in parts of 8192 of the jitter
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record TableEntriesJson(List<Long> entries) {

    /** No document of these is longer. */
    public static final int MAX_BYTES = 128 * 1024;

    /** The document of these entries. */
    public static TableEntriesJson of(List<Integer> entries) {
        return new TableEntriesJson(entries.stream().map(Integer::longValue).toList());
    }

    /**
     * The entries, checked.
     *
     * @throws MalformedJsonException if they are no table
     */
    public List<Integer> numbers() {
        if (entries.isEmpty() || entries.size() > Distributions.MAX_ENTRIES) {
            throw new MalformedJsonException(
                    "/entries", "must have 1 to " + Distributions.MAX_ENTRIES + " entries, has " + entries.size());
        }
        for (int i = 0; i < entries.size(); i++) {
            long entry = entries.get(i);
            if (entry < Distributions.LEAST || entry > Distributions.MOST) {
                throw new MalformedJsonException(
                        "/entries/" + i,
                        "must be " + Distributions.LEAST + " to " + Distributions.MOST + ", was " + entry);
            }
        }
        return entries.stream().map(Long::intValue).toList();
    }
}
