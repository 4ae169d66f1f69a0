package chaos.api.control;

import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Distribution;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The named tables of the state directory, which latencies may be drawn from. What is programmed goes on with the table
 * as it was when it was set: a table that is stored anew or deleted is another one from the next apply on. All methods
 * may be called from any thread.
 */
@ProviderType
public interface Distributions {

    /** The fewest and the most that an entry can be, in parts of 8192 of the jitter ({@code NETEM_DIST_SCALE}). */
    int LEAST = -32_768;

    /** See {@link #LEAST}. */
    int MOST = 32_767;

    /** The most entries of a table ({@code NETEM_DIST_MAX}). */
    int MAX_ENTRIES = 16_384;

    /** Every table that has a name, in the order of the names; one that cannot be used says why. */
    List<TableStatus> all();

    /**
     * A table.
     *
     * @throws DataPlaneException if there is none of that name ({@code NO_SUCH_DISTRIBUTION}) or it cannot be used
     *     ({@code NOT_SUPPORTED})
     */
    TableStatus find(Distribution.Table table) throws DataPlaneException;

    /**
     * The entries of a table in rising order, in parts of 8192 of the jitter.
     *
     * @throws DataPlaneException as {@link #find}
     */
    List<Integer> entries(Distribution.Table table) throws DataPlaneException;

    /**
     * Keeps a table, in place of one of that name. Either the new one is there afterwards, whole and on the disk, or
     * what was there before.
     *
     * @param entries 1 to {@value #MAX_ENTRIES} numbers from {@value #LEAST} to {@value #MOST}, in any order
     * @return the table; a warning {@code in_use} names each direction that goes on with the one before
     * @throws IllegalArgumentException if the entries are no table, or the name is that of a shape
     * @throws DataPlaneException if it cannot be written ({@code NOT_STORED})
     */
    TableStatus store(Distribution.Table table, List<Integer> entries) throws DataPlaneException;

    /**
     * Deletes a table.
     *
     * @return the directions that go on with it, each as a warning {@code in_use}
     * @throws DataPlaneException if there is none ({@code NO_SUCH_DISTRIBUTION}), or it cannot be deleted ({@code
     *     NOT_STORED})
     */
    List<Warning> delete(Distribution.Table table) throws DataPlaneException;
}
