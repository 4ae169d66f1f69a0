package chaos.itest.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import chaos.itest.Answer;
import chaos.itest.Api;
import chaos.itest.Clients;
import chaos.itest.Eventually;
import chaos.json.OutcomeJson;
import java.io.IOException;
import java.util.List;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.ConfigurationAdmin;

/** Planes are swapped under clients that ask without a pause. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotSwapIT {

    private static final int SWAPS = 20;

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
        api.put(Api.PORT1, Api.RATE).with(200);
        api.put(Api.PORT2, Api.RATE).with(200);
    }

    @Test
    public void startNewThenStopOld_losesNoRequestAndNoState() throws Exception {
        var settings = new Settings(admin);
        var old = settings.plane(Settings.MODEL, "model", 100);
        try (var clients = new Clients(Settings.socket(), answer -> answer.status() == 200)) {
            for (var swap = 1; swap <= SWAPS; swap++) {
                var name = "swap" + swap;
                var next = settings.plane(Settings.MODEL, name, 100 + swap);
                awaitLive(name);
                old.delete();
                assertDesiredIsHeld(name);
                clients.awaitMore();
                old = next;
            }
            settings.plane(Settings.MODEL, "model", 1000);
            awaitLive("model");
            old.delete();
            assertEquals(List.of(), List.copyOf(clients.finish()));
        }
        settings.plane(Settings.MODEL, "model", 100);
        api.awaitReady();
    }

    @Test
    public void stopThenStart_answers503WithRetryAfterAndKeepsConnectionsAndState() throws Exception {
        try (var clients = new Clients(Settings.socket(), Answer::isServedOrToBeRetried)) {
            for (var swap = 0; swap < SWAPS; swap++) {
                restartThePlane(clients);
                assertDesiredIsHeld("model");
                clients.awaitMore();
            }
            assertEquals(List.of(), List.copyOf(clients.finish()));
        }
    }

    private void restartThePlane(Clients clients) throws BundleException, IOException {
        var bundle = Bundles.named(context, Settings.MODEL);
        bundle.stop();
        try {
            var between = api.get(Api.PORT1).with(503);
            assertTrue(between.toString(), between.isServedOrToBeRetried());
            clients.awaitMore();
        } finally {
            bundle.start();
        }
        api.awaitReady();
    }

    private void assertDesiredIsHeld(String plane) throws IOException {
        for (var port : List.of(Api.PORT1, Api.PORT2)) {
            var outcome = api.get(port).with(200).as(OutcomeJson.class);
            assertEquals(plane, outcome.plane());
            assertEquals(List.of(), outcome.divergences());
            assertEquals(25_000_000L, outcome.impairment().rate().get().bitsPerSecond());
        }
    }

    private void awaitLive(String plane) {
        Eventually.isTrue("the plane " + plane + " is live", () -> {
            try {
                return api.get("/v1/system").body().contains("\"plane\":\"" + plane + "\",\"state\":\"live\"");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }
}
