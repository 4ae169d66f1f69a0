package chaos.launcher;

import chaos.launcher.settings.LinkSettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From start to the signal that ends it. The virtual machine would end with 128 + signal after SIGTERM and SIGINT; an
 * orderly stop that was asked for is a success, so the shutdown hook, once everything has been given back, ends the
 * process itself.
 */
final class Lifetime {

    /** A daemon without its API can do nothing, and nobody can ask it why. */
    private static final String API = "chaos.http";

    private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);

    private final Appliance appliance;
    private final Storage storage;
    private final SocketLock lock;
    private final AtomicInteger status = new AtomicInteger();

    Lifetime(Appliance appliance, Storage storage, SocketLock lock) {
        this.appliance = appliance;
        this.storage = storage;
        this.lock = lock;
    }

    void run(Distribution distribution, List<LinkSettings> links, Place place)
            throws BundleException, IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "chaosd-stop"));
        try {
            storage.begin();
            appliance.start(distribution, Configurations.of(links, place));
            if (distribution.has(API) && !place.isTaken()) {
                throw new IOException("the API does not listen on " + place.socket() + "; the lines above say why");
            }
            storage.complete();
        } catch (BundleException | IOException e) {
            status.set(1);
            throw e;
        }
        LOG.info("state=started socket={}", place.socket());
        appliance.await();
    }

    private void end() {
        try {
            LOG.info("state=stopping");
            appliance.stop();
            lock.close();
        } catch (BundleException | IOException e) {
            LOG.error("state=stopping", e);
            status.set(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("state=stopped");
        Runtime.getRuntime().halt(status.get());
    }
}
