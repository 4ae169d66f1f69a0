package chaos.launcher;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Packages of the launcher's class path that bundles share with it. */
final class SystemPackages {

    /**
     * slf4j at the version that it has and at the last of the old line, which some bundles ask for; Configuration
     * Admin's types, in which the settings are handed over.
     */
    static final String EXTRA = packages("2.0.17", "org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
            + ","
            + packages("1.7.36", "org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
            + ","
            + packages("1.6.1", "org.osgi.service.cm");

    private SystemPackages() {}

    private static String packages(String version, String... names) {
        return Arrays.stream(names)
                .map(name -> name + ";version=\"" + version + "\"")
                .collect(Collectors.joining(","));
    }
}
