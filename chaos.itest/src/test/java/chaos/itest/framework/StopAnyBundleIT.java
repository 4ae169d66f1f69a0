package chaos.itest.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import chaos.itest.Api;
import chaos.itest.Eventually;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Any one bundle of ours may be stopped, or exchanged, and started again: then the appliance is whole. What is desired
 * is held by control, so it outlives every bundle but control (and those that control is refreshed with); after that
 * the link starts without an impairment, on the plane as well as in the answers.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class StopAnyBundleIT {

    private static final Set<String> NEEDED_BY_CONTROL = Set.of("chaos.control", "chaos.api", "chaos.distribution");

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin admin;

    private final Api api = new Api(Settings.socket());

    @Configuration
    public Option[] distribution() {
        return Assembled.distribution();
    }

    @Before
    public void start() throws IOException {
        new Settings(admin).standard();
        api.awaitReady();
    }

    @Test
    public void bundles_ofOursAreAllThere() {
        var names = Bundles.ours(context).stream().map(Bundle::getSymbolicName).toList();
        assertTrue(
                names.toString(),
                names.containsAll(List.of(
                        "chaos.api",
                        "chaos.control",
                        "chaos.dataplane.model",
                        "chaos.dataplane.netlink",
                        "chaos.dataplane.packet",
                        "chaos.distribution",
                        "chaos.engine",
                        "chaos.gogo",
                        "chaos.http",
                        "chaos.json",
                        "chaos.linux",
                        "chaos.rig.wire")));
    }

    @Test
    public void bundle_stoppedAndStarted_leavesTheApplianceWhole() throws IOException, BundleException {
        for (var bundle : Bundles.ours(context)) {
            api.put(Api.PORT1, Api.RATE).with(200);
            bundle.stop();
            assertEquals(Bundle.RESOLVED, bundle.getState());
            bundle.start();
            assertWhole(bundle, bundle.getSymbolicName().equals("chaos.control"));
        }
    }

    /**
     * What an update does: everything that is wired to the bundle is resolved and started anew. This class reads
     * answers as text, because a probe that used the documents would be refreshed with them.
     */
    @Test
    public void bundle_refreshed_leavesTheApplianceWhole() throws IOException, InterruptedException {
        for (var bundle : Bundles.ours(context)) {
            api.put(Api.PORT1, Api.RATE).with(200);
            var refreshed = new CountDownLatch(1);
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                    .adapt(FrameworkWiring.class)
                    .refreshBundles(List.of(bundle), event -> refreshed.countDown());
            assertTrue(bundle.getSymbolicName(), refreshed.await(30, TimeUnit.SECONDS));
            assertWhole(bundle, NEEDED_BY_CONTROL.contains(bundle.getSymbolicName()));
        }
    }

    private void assertWhole(Bundle bundle, boolean controlStartedAnew) throws IOException {
        var name = bundle.getSymbolicName();
        api.awaitReady();
        Eventually.isTrue(
                "health is ok after " + name + " was started again", () -> health().startsWith("{\"status\":\"ok\""));
        var body = api.get(Api.PORT1).with(200).body();
        var expected = controlStartedAnew ? "\"impairment\":{}" : "\"bits_per_second\":25000000";
        assertTrue("after " + name + ": " + body, body.contains(expected));
        assertTrue("after " + name + ": " + body, body.contains("\"divergences\":[]"));
    }

    private String health() {
        try {
            return api.get(Api.HEALTH).body();
        } catch (IOException e) {
            return e.toString(); // the server is not back yet
        }
    }
}
