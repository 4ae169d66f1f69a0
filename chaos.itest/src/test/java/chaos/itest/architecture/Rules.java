package chaos.itest.architecture;

import chaos.itest.architecture.Built.Component;
import chaos.itest.architecture.Built.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.felix.utils.manifest.Clause;
import org.apache.felix.utils.manifest.Parser;

/** The rules of docs/architecture.md, each asked of one module; an answer is a sentence that names what breaks it. */
final class Rules {

    private static final Set<String> LIBRARIES =
            Set.of("chaos.api", "chaos.json", "chaos.client", "chaos.linux", "chaos.distribution", "chaos.engine");
    private static final List<String> REFUSED_HEADERS =
            List.of("Require-Bundle", "DynamicImport-Package", "Bundle-Activator");
    private static final String PLANE = "chaos.api.dataplane.DataPlane";
    private static final String CONTROL = "chaos.control";
    private static final Set<String> ONLY_BY_PLANES = Set.of(PLANE, "chaos.api.prediction.Predictor");
    private static final String RIG = "chaos.api.calibration.TrafficRig";
    private static final String NETLINK = "chaos.dataplane.netlink";
    private static final String LINUX = "chaos.linux";
    private static final String WIRE = LINUX + ".wire";
    private static final String SOCKET = WIRE + ".SocketTransport";
    private static final Set<String> SOCKETS = Set.of(SOCKET, WIRE + ".SocketNotices");

    private final DependencyTable table;

    Rules(DependencyTable table) {
        this.table = table;
    }

    /** Everything that is wrong with a module. */
    List<String> violations(Built built) {
        var found = new ArrayList<String>();
        if (built.manifest().isPresent()) {
            found.addAll(headers(built));
            found.addAll(imports(built));
        }
        found.addAll(classes(built));
        built.components().forEach(component -> found.addAll(component(built.name(), component)));
        built.uses()
                .classes()
                .forEach((name, used) ->
                        used.forEach(use -> insideNetlink(name, use).forEach(found::add)));
        return found.stream().map(text -> built.name() + " " + text).toList();
    }

    private static List<String> headers(Built built) {
        var found = new ArrayList<String>();
        if (!built.header("Bundle-SymbolicName").equals(built.name())) {
            found.add("has the symbolic name " + built.header("Bundle-SymbolicName"));
        }
        REFUSED_HEADERS.stream()
                .filter(header -> !built.header(header).isEmpty())
                .forEach(header -> found.add("has the header " + header));
        var exports = built.header("Export-Package");
        if (!exports.isEmpty() && !LIBRARIES.contains(built.name())) {
            found.add("exports " + exports + "; only libraries export");
        }
        clauses(exports)
                .filter(clause -> !within(built.name()).test(clause.getName()))
                .forEach(clause -> found.add("exports " + clause.getName() + ", which is not its own"));
        clauses(built.header("Import-Package"))
                .filter(clause -> "optional".equals(clause.getDirective("resolution")))
                .forEach(clause -> found.add("imports " + clause.getName() + " optionally"));
        return found;
    }

    private List<String> imports(Built built) {
        return clauses(built.header("Import-Package"))
                .map(Clause::getName)
                .flatMap(name -> table.refusal(built.name(), name).stream())
                .toList();
    }

    /** What the class files mention: it also finds what is embedded and would not show among the imports. */
    private List<String> classes(Built built) {
        var own = within(built.name());
        var strangers = built.uses().classes().keySet().stream()
                .filter(name -> name.startsWith("chaos.") && !own.test(name))
                .map(name -> "contains " + name + "; code is shared through a library, not copied");
        var uses = built.uses().classes().entrySet().stream()
                .filter(entry -> own.test(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream().flatMap(used -> table.refusal(built.name(), used).stream()))
                .distinct();
        return Stream.concat(strangers, uses).toList();
    }

    private static List<String> component(String bundle, Component component) {
        var found = new ArrayList<String>();
        for (var reference : component.references()) {
            if (reference.name().isEmpty() || reference.name().startsWith("$")) {
                found.add(component.file() + ": the reference to " + reference.service() + " has no name");
            }
            if (reference.service().equals(PLANE) && !bundle.equals(CONTROL)) {
                found.add(component.file() + ": binds a data plane; only control does");
            }
            if (!crossesAsService(bundle, reference)) {
                found.add(component.file() + ": binds " + reference.service() + ", which is no service of the API");
            }
        }
        for (var service : component.provides()) {
            provided(bundle, service)
                    .map(text -> component.file() + ": " + text)
                    .forEach(found::add);
        }
        return found;
    }

    private static Stream<String> provided(String bundle, String service) {
        var plane = bundle.startsWith("chaos.dataplane.");
        var own = within(bundle).test(service);
        if (plane && !own && !ONLY_BY_PLANES.contains(service) && !service.equals(RIG)) {
            return Stream.of("provides " + service + "; a plane provides DataPlane, Predictor and its rig only");
        }
        if (!plane && ONLY_BY_PLANES.contains(service)) {
            return Stream.of("provides " + service + "; only planes do");
        }
        if (service.startsWith("chaos.api.control.") && !bundle.equals(CONTROL)) {
            return Stream.of("provides " + service + "; only control does");
        }
        return Stream.empty();
    }

    private static boolean crossesAsService(String bundle, Reference reference) {
        return Stream.of("chaos.api.", "org.osgi.", "org.apache.felix.service.", bundle + ".")
                .anyMatch(reference.service()::startsWith);
    }

    private static String outermost(String name) {
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** Rule 4: bytes know no interfaces, those no impairments, codecs no sockets, and two classes have the socket. */
    private static Stream<String> insideNetlink(String name, String use) {
        var found = Stream.<String>builder();
        var above = within(LINUX + ".rtnl").or(within(LINUX + ".ports")).or(within(NETLINK));
        if (within(WIRE).test(name) && above.test(use)) {
            found.add(name + " uses " + use + "; wire knows bytes and attributes only");
        }
        if (within(LINUX + ".rtnl").test(name) && within(LINUX + ".ports").test(use)) {
            found.add(name + " uses " + use + "; rtnl knows requests and answers only");
        }
        if (within(NETLINK + ".qdisc").test(name) && isSocket(use)) {
            found.add(name + " uses " + use + "; a codec knows no sockets");
        }
        if (use.equals(LINUX + ".NetlinkSocket") && !name.startsWith(use) && !SOCKETS.contains(outermost(name))) {
            found.add(name + " uses " + use + "; sockets are in " + SOCKETS + ", behind Transport and Notices");
        }
        return found.build();
    }

    private static boolean isSocket(String name) {
        var bytes = within(WIRE).or(within(LINUX + ".rtnl"));
        return SOCKETS.contains(name)
                || Set.of(WIRE + ".Transport", WIRE + ".Notices", WIRE + ".Conversation")
                        .contains(name)
                || (within(LINUX).test(name) && !bytes.test(name))
                || Stream.of("com.sun.jna.", "java.net.", "java.nio.channels.").anyMatch((name + ".")::startsWith);
    }

    private static Predicate<String> within(String prefix) {
        return name -> name.equals(prefix) || name.startsWith(prefix + ".");
    }

    private static Stream<Clause> clauses(String header) {
        return header.isEmpty() ? Stream.empty() : Stream.of(Parser.parseHeader(header));
    }
}
