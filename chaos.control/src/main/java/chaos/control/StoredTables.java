package chaos.control;

import chaos.api.control.Distributions;
import chaos.api.control.Impairments;
import chaos.api.control.TableStatus;
import chaos.api.dataplane.DataPlaneException;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Distribution;
import chaos.api.impairment.Impairment;
import chaos.api.impairment.Latency;
import chaos.api.link.Direction;
import chaos.distribution.LatencyTable;
import chaos.distribution.TableFolder;
import chaos.distribution.UnusableTableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables in the state directory, and who goes on with one that changes. */
@Component(
        service = Distributions.class,
        configurationPid = "chaos.control.distributions",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class StoredTables implements Distributions {

    private static final Logger LOG = LoggerFactory.getLogger(StoredTables.class);

    private final TableFolder tables;
    private final List<Impairments> links = new CopyOnWriteArrayList<>();

    /** Its configuration. */
    public @interface Config {

        /** The absolute path of the directory where state is kept. */
        String state_dir();
    }

    /** The tables in a directory, which need not exist. */
    @Activate
    public StoredTables(Config config) {
        this(TableFolder.in(Path.of(config.state_dir())));
    }

    StoredTables(TableFolder tables) {
        this.tables = tables;
    }

    @Reference(
            name = "link",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "unbindLink")
    void bindLink(Impairments link) {
        links.add(link);
    }

    void unbindLink(Impairments link) {
        links.remove(link);
    }

    @Override
    public List<TableStatus> all() {
        return tables.names().stream()
                .map(Distribution.Table::new)
                .map(this::usableOrNot)
                .toList();
    }

    private TableStatus usableOrNot(Distribution.Table table) {
        try {
            return status(table, tables.named(table.name()), List.of());
        } catch (UnusableTableException e) {
            return new TableStatus(table, 0, 0, 0, Optional.of(e.getMessage()), List.of());
        }
    }

    private static TableStatus status(Distribution.Table table, LatencyTable entries, List<Warning> warnings) {
        return new TableStatus(table, entries.size(), entries.mean(), entries.deviation(), Optional.empty(), warnings);
    }

    @Override
    public TableStatus find(Distribution.Table table) throws DataPlaneException {
        return status(table, usable(table), List.of());
    }

    @Override
    public List<Integer> entries(Distribution.Table table) throws DataPlaneException {
        var entries = usable(table);
        return IntStream.range(0, entries.size()).map(entries::at).boxed().toList();
    }

    private LatencyTable usable(Distribution.Table table) throws DataPlaneException {
        try {
            return tables.named(table.name());
        } catch (UnusableTableException e) {
            var reason = tables.names().contains(table.name()) ? Reason.NOT_SUPPORTED : Reason.NO_SUCH_DISTRIBUTION;
            throw failure(reason, e.getMessage()).causedBy(e);
        }
    }

    @Override
    public TableStatus store(Distribution.Table table, List<Integer> entries) throws DataPlaneException {
        if (Arrays.stream(Distribution.Shape.values())
                .anyMatch(shape -> shape.kind().equals(table.name()))) {
            throw new IllegalArgumentException(
                    "must be no name of a shape, was \"" + table.name() + "\"; choose another name");
        }
        var stored = LatencyTable.of(shorts(entries));
        boolean another = isAnother(table, stored);
        try {
            tables.store(table.name(), stored);
        } catch (IOException e) {
            throw failure(Reason.NOT_STORED, e.getMessage()).causedBy(e);
        }
        LOG.info("distribution={} state=stored entries={}", table.name(), stored.size());
        var users = another ? users(table) : List.<String>of();
        return status(table, stored, warnings(users, "as it was; set it again to take this one"));
    }

    private boolean isAnother(Distribution.Table table, LatencyTable stored) {
        try {
            return !tables.named(table.name()).equals(stored);
        } catch (UnusableTableException e) {
            return true;
        }
    }

    private static short[] shorts(List<Integer> entries) {
        var shorts = new short[entries.size()];
        for (int i = 0; i < shorts.length; i++) {
            int entry = entries.get(i);
            if (entry < LEAST || entry > MOST) {
                throw new IllegalArgumentException(
                        "must have entries from " + LEAST + " to " + MOST + ", has " + entry + " at " + i);
            }
            shorts[i] = (short) entry;
        }
        return shorts;
    }

    @Override
    public List<Warning> delete(Distribution.Table table) throws DataPlaneException {
        try {
            if (!tables.delete(table.name())) {
                throw failure(
                        Reason.NO_SUCH_DISTRIBUTION,
                        "there is no table \"" + table.name() + "\"; chaos distributions shows those there are");
            }
        } catch (IOException e) {
            throw failure(Reason.NOT_STORED, e.getMessage()).causedBy(e);
        }
        LOG.info("distribution={} state=deleted", table.name());
        return warnings(users(table), "and could not be set again, nor put onto another plane");
    }

    /** The directions that draw from a table, for example {@code default port1}. */
    private List<String> users(Distribution.Table table) {
        var users = new ArrayList<String>();
        for (var link : links) {
            for (var direction : Direction.values()) {
                if (draws(link, direction, table)) {
                    users.add(link.link() + " " + direction);
                }
            }
        }
        return users.stream().sorted().toList();
    }

    private static boolean draws(Impairments link, Direction direction, Distribution.Table table) {
        try {
            return draws(link.read(direction).readBack().impairment(), table);
        } catch (DataPlaneException e) {
            // Without a live plane nothing is drawn.
            LOG.debug("link={} direction={} reason={}", link.link(), direction, e.getMessage());
            return false;
        }
    }

    private static boolean draws(Impairment impairment, Distribution.Table table) {
        return impairment
                .latency()
                .filter(latency -> latency instanceof Latency.Stochastic stochastic
                        && stochastic.distribution().equals(table))
                .isPresent();
    }

    private static List<Warning> warnings(List<String> users, String rest) {
        return users.stream()
                .map(user -> Warning.general("in_use", user + " goes on with the table " + rest))
                .toList();
    }

    private static DataPlaneException failure(Reason reason, String detail) {
        return new DataPlaneException("distribution", Optional.empty(), reason, detail);
    }
}
