package chaos.dataplane.tck;

import chaos.api.control.Distributions;
import chaos.api.control.TableStatus;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Distribution;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Tables in memory, for tests of whatever speaks of tables. */
public final class FakeTables implements Distributions {

    private final Map<String, List<Integer>> tables = new ConcurrentSkipListMap<>();
    private volatile Optional<String> fault = Optional.empty();
    private volatile List<Warning> users = List.of();

    /** No tables. */
    public FakeTables() {}

    /** Nothing can be written from now on. */
    public void full(String detail) {
        fault = Optional.of(detail);
    }

    /** Somebody goes on with whatever is changed or deleted. */
    public void used(Warning by) {
        users = List.of(by);
    }

    @Override
    public List<TableStatus> all() {
        return tables.keySet().stream()
                .map(name -> status(new Distribution.Table(name), List.of()))
                .toList();
    }

    private TableStatus status(Distribution.Table table, List<Warning> warnings) {
        var entries = tables.get(table.name());
        double mean = entries.stream().mapToInt(Integer::intValue).average().orElseThrow() / 8192;
        double square = entries.stream()
                .mapToDouble(entry -> (entry / 8192.0 - mean) * (entry / 8192.0 - mean))
                .average()
                .orElseThrow();
        return new TableStatus(table, entries.size(), mean, Math.sqrt(square), Optional.empty(), warnings);
    }

    @Override
    public TableStatus find(Distribution.Table table) throws DataPlaneException {
        entries(table);
        return status(table, List.of());
    }

    @Override
    public List<Integer> entries(Distribution.Table table) throws DataPlaneException {
        var entries = Optional.ofNullable(tables.get(table.name()));
        return entries.orElseThrow(() -> none(table));
    }

    private static DataPlaneException none(Distribution.Table table) {
        return new DataPlaneException(
                "distribution",
                Optional.empty(),
                Reason.NO_SUCH_DISTRIBUTION,
                "there is no table \"" + table.name() + "\"");
    }

    @Override
    public TableStatus store(Distribution.Table table, List<Integer> entries) throws DataPlaneException {
        writable();
        tables.put(table.name(), entries.stream().sorted().toList());
        return status(table, users);
    }

    @Override
    public List<Warning> delete(Distribution.Table table) throws DataPlaneException {
        entries(table);
        writable();
        tables.remove(table.name());
        return users;
    }

    private void writable() throws DataPlaneException {
        if (fault.isPresent()) {
            throw new DataPlaneException("distribution", Optional.empty(), Reason.NOT_STORED, fault.get());
        }
    }
}
