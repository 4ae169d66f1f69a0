package chaos.launcher.settings;

import chaos.api.link.LinkName;
import chaos.api.link.PortName;
import chaos.api.socket.SocketPath;
import chaos.api.unit.ByteCount;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tomlj.Toml;

/**
 * {@code chaosd.toml}: a key that nobody knows, a value of another type, half a pair of ports, and a name given twice
 * are refusals, all of them reported at once with file, line and column.
 */
public final class ConfigurationFile {

    /** The file that is read when none is named. */
    public static final Path STANDARD = Path.of("/etc/chaos/chaosd.toml");

    private static final String PORT1 = "port1_interface";
    private static final String PORT2 = "port2_interface";
    private static final String NETNS = "netns";
    private static final String TAKE_OVER = "take_over";
    private static final String BUFFER = "buffer";
    private static final Set<String> OF_A_LINK = Set.of(PORT1, PORT2, "plane", NETNS, TAKE_OVER, BUFFER);
    private static final Set<String> OF_A_LINK_TABLE = with(OF_A_LINK, "name");
    private static final Set<String> OF_THE_FILE = with(OF_A_LINK, "socket_path", "state_dir", "baseline_path", "link");
    private static final Pattern PLANE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

    /** Some hundred of the longest frames; what one block of memory can hold. */
    private static final ByteCount LEAST_BUFFER = ByteCount.parse("4mb");

    private static final ByteCount LARGEST_BUFFER = ByteCount.parse("1024mb");

    private final Table root;
    private final PciSlots slots;
    private final List<LinkSettings> links = new ArrayList<>();
    private final Map<String, LinkName> portsTaken = new HashMap<>();

    private ConfigurationFile(Table root, PciSlots slots) {
        this.root = root;
        this.slots = slots;
    }

    /**
     * The settings in a file.
     *
     * @throws RefusedException if it cannot be read or anything in it is wrong
     */
    public static Settings read(Path file) throws RefusedException {
        try {
            return parse(file.toString(), Files.readString(file), PciSlots.OF_THIS_MACHINE);
        } catch (CharacterCodingException e) {
            throw new RefusedException(file + ": is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            throw new RefusedException(file + ": cannot be read; see that it exists and that you may read it");
        }
    }

    static Settings parse(String name, String text, PciSlots slots) throws RefusedException {
        var parsed = Toml.parse(text);
        var root = new Table(name, parsed);
        parsed.errors().forEach(error -> root.refuseAt(error.position(), error.getMessage()));
        root.finish();
        return new ConfigurationFile(root, slots).settings();
    }

    private Settings settings() throws RefusedException {
        root.refuseKeysBeyond(OF_THE_FILE);
        link(root, LinkName.DEFAULT);
        for (var table : root.tables("link")) {
            table.refuseKeysBeyond(OF_A_LINK_TABLE);
            name(table).ifPresent(name -> link(table, name));
        }
        var socket = root.text("socket_path", text -> SocketPath.parse(text).toString());
        var settings = new Settings(
                links, socket, root.text("state_dir", this::absolute), root.text("baseline_path", this::absolute));
        root.finish();
        return settings;
    }

    private Optional<LinkName> name(Table table) {
        if (!table.has("name")) {
            table.refuseAt(table.start(), "a [[link]] needs a name, for example name = \"wan\"");
            return Optional.empty();
        }
        var name = table.text("name", LinkName::new);
        if (name.isPresent() && links.stream().anyMatch(link -> link.name().equals(name.get()))) {
            table.refuse("name", "a link named \"" + name.get() + "\" exists already; give every link its own name");
            return Optional.empty();
        }
        return name;
    }

    private void link(Table table, LinkName name) {
        links.add(new LinkSettings(name, ports(table, name), table.text("plane", ConfigurationFile::plane)));
    }

    private Optional<LinkSettings.Ports> ports(Table table, LinkName link) {
        var netns = table.text(NETNS, ConfigurationFile::notEmpty);
        var takeOver = table.flag(TAKE_OVER);
        var buffer = table.text(BUFFER, ConfigurationFile::buffer);
        var port1 = table.text(PORT1, PortName::new);
        var port2 = table.text(PORT2, PortName::new);
        if (!table.has(PORT1) || !table.has(PORT2)) {
            refuseHalf(table);
            return Optional.empty();
        }
        if (port1.isEmpty() || port2.isEmpty()) {
            return Optional.empty();
        }
        var ports = new LinkSettings.Ports(port1.get(), port2.get(), netns, takeOver, buffer);
        refuseWrongPair(table, link, ports);
        return Optional.of(ports);
    }

    private static void refuseHalf(Table table) {
        if (table.has(PORT1)) {
            table.refuse(PORT1, PORT1 + " needs its partner: add " + PORT2);
        } else if (table.has(PORT2)) {
            table.refuse(PORT2, PORT2 + " needs its partner: add " + PORT1);
        } else {
            for (var key : List.of(NETNS, TAKE_OVER, BUFFER)) {
                if (table.has(key)) {
                    table.refuse(key, key + " is about ports: add " + PORT1 + " and " + PORT2 + ", or leave it out");
                }
            }
        }
    }

    private void refuseWrongPair(Table table, LinkName link, LinkSettings.Ports ports) {
        if (ports.port1().equals(ports.port2())) {
            table.refuse(PORT2, "both ports are " + ports.port1() + "; a link joins two different interfaces");
            return;
        }
        refuseTaken(table, PORT1, ports.port1(), link);
        refuseTaken(table, PORT2, ports.port2(), link);
        slots.swapped(ports).ifPresent(text -> table.refuse(PORT1, text));
    }

    private void refuseTaken(Table table, String key, PortName port, LinkName link) {
        var place = table.text(NETNS, text -> text).orElse("") + "/" + port;
        var owner = portsTaken.putIfAbsent(place, link);
        if (owner != null) {
            table.refuse(key, "interface " + port + " belongs to link \"" + owner + "\" already; a port has one link");
        }
    }

    private static String plane(String text) {
        if (!PLANE.matcher(text).matches()) {
            throw new IllegalArgumentException("must be the name of a plane such as netlink or model, was \"" + text
                    + "\"; leave it out for the best there is");
        }
        return text;
    }

    private static ByteCount buffer(String text) {
        var size = ByteCount.parse(text);
        if (size.compareTo(LEAST_BUFFER) < 0 || size.compareTo(LARGEST_BUFFER) > 0) {
            throw new IllegalArgumentException("must be " + LEAST_BUFFER + " to " + LARGEST_BUFFER
                    + " for the frames in flight of each direction on the packet plane, was \"" + text + "\"");
        }
        return size;
    }

    private static String notEmpty(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be empty; leave it out for the daemon's own namespace");
        }
        return text;
    }

    private Path absolute(String text) {
        if (!text.startsWith("/") || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("must be an absolute path, was \"" + text + "\"");
        }
        return Path.of(text).normalize();
    }

    private static Set<String> with(Set<String> keys, String... more) {
        var all = new HashSet<>(keys);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
