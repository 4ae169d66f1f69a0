package chaos.itest.architecture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the build made of one module.
 *
 * @param name the folder
 * @param manifest the main headers of a bundle; empty when the module is no bundle
 * @param components its component descriptions
 * @param uses for each of its own classes, the full names of the classes that it mentions
 */
record Built(String name, Optional<Map<String, String>> manifest, List<Component> components, ClassUses uses) {

    /**
     * One component description.
     *
     * @param file the XML file, for messages
     * @param provides the service interfaces
     * @param references what it is bound to
     */
    record Component(String file, List<String> provides, List<Reference> references) {}

    /**
     * One reference of a component.
     *
     * @param name the name of the reference
     * @param service the service interface
     */
    record Reference(String name, String service) {}

    /** Which class mentions which. */
    record ClassUses(Map<String, Set<String>> classes) {}

    String header(String name) {
        return manifest.map(headers -> headers.getOrDefault(name, "")).orElse("");
    }
}
