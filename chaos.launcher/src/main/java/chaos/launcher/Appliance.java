package chaos.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The framework with the bundles of a distribution in it, from start to stop. */
final class Appliance {

    /** Framework services are at level 1; the settings are there before any component is. */
    private static final int SERVICES = 1;

    private static final long STOP_MILLIS = 20_000;

    /** Two seconds on any machine; two minutes in an emulated one that shares its processors. */
    private static final long START_SECONDS = 180;

    private static final Logger LOG = LoggerFactory.getLogger(Appliance.class);

    private final Framework framework;

    Appliance(Storage storage, String logLevel) {
        this.framework = new FrameworkFactory().newFramework(properties(storage, logLevel));
    }

    /**
     * Installs and starts everything. A bundle that cannot start is reported and the rest goes on: the appliance says
     * in its health what is missing.
     *
     * @throws BundleException if the framework itself cannot start
     */
    void start(Distribution distribution, List<Configurations.Entry> configurations)
            throws BundleException, IOException, InterruptedException {
        framework.init();
        framework.getBundleContext().addFrameworkListener(Appliance::report);
        uninstallStrangers(distribution);
        distribution.bundles().forEach((level, jars) -> jars.forEach(jar -> install(jar, level)));
        framework.start();
        configure(configurations);
        raise(distribution.bundles().lastKey());
    }

    /** Stops every bundle in the reverse of its start order, then the framework. */
    void stop() throws BundleException, InterruptedException {
        framework.stop();
        var event = framework.waitForStop(STOP_MILLIS);
        if (event.getType() == FrameworkEvent.WAIT_TIMEDOUT) {
            LOG.error("state=stopping reason=\"a bundle did not stop in {} s\"", STOP_MILLIS / 1000);
        }
    }

    /** Waits until the framework is stopped from inside. */
    void await() throws InterruptedException {
        framework.waitForStop(0);
    }

    /** What somebody installed by hand is not there after the next start. */
    private void uninstallStrangers(Distribution distribution) throws BundleException {
        var ours = distribution.bundles().values().stream()
                .flatMap(List::stream)
                .map(Appliance::location)
                .collect(Collectors.toSet());
        for (var bundle : framework.getBundleContext().getBundles()) {
            if (bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID && !ours.contains(bundle.getLocation())) {
                bundle.uninstall();
            }
        }
    }

    private static String location(Path jar) {
        return "reference:" + jar.toUri();
    }

    private void install(Path jar, int level) {
        try {
            var bundle = framework.getBundleContext().installBundle(location(jar));
            bundle.adapt(BundleStartLevel.class).setStartLevel(level);
            if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        } catch (BundleException e) {
            LOG.error("bundle={} state=failed", jar.getFileName(), e);
        }
    }

    private void configure(List<Configurations.Entry> configurations) throws IOException {
        var context = framework.getBundleContext();
        var admin = Optional.ofNullable(context.getServiceReference(ConfigurationAdmin.class))
                .map(context::getService)
                .orElseThrow(() -> new IOException(
                        "the bundle that holds the settings did not start; see the lines above, then install again"));
        Configurations.set(admin, configurations);
    }

    private void raise(int level) throws InterruptedException {
        var reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> reached.countDown());
        if (!reached.await(START_SECONDS, TimeUnit.SECONDS)) {
            LOG.error("state=starting reason=\"bundles are still starting after {} s\"", START_SECONDS);
        }
    }

    private static void report(FrameworkEvent event) {
        var name = event.getBundle() == null ? "framework" : event.getBundle().getSymbolicName();
        if (event.getType() == FrameworkEvent.ERROR) {
            LOG.error("bundle={} state=failed", name, event.getThrowable());
        } else if (event.getType() == FrameworkEvent.WARNING) {
            LOG.warn("bundle={}", name, event.getThrowable());
        }
    }

    private static Map<String, Object> properties(Storage storage, String logLevel) {
        var properties = new HashMap<String, Object>();
        properties.put("chaos.started", Instant.now().toString());
        properties.put(Constants.FRAMEWORK_STORAGE, storage.folder().toString());
        if (!storage.isCurrent()) {
            properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        }
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(SERVICES));
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SystemPackages.EXTRA);
        properties.put("felix.log.logger", new FrameworkLog());
        properties.put("felix.log.level", "2");
        // Without these a component that fails is silent.
        properties.put("ds.loglevel", logLevel);
        properties.put("ds.showerrors", "true");
        // Or the framework ends when the standard input does.
        properties.put("gosh.args", "--nointeractive --noshutdown");
        return properties;
    }
}
