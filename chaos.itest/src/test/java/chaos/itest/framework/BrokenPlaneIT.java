package chaos.itest.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import chaos.api.dataplane.DataPlane;
import chaos.itest.Api;
import chaos.itest.Eventually;
import chaos.json.OutcomeJson;
import chaos.json.PlaneJson;
import chaos.json.PlanesJson;
import chaos.json.ProblemJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What goes wrong with a plane or a configuration stays there: the link keeps what works, and says what does not. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BrokenPlaneIT {

    @Inject
    private BundleContext context;

    @Inject
    private ConfigurationAdmin admin;

    private final Api api = new Api(Settings.socket());
    private ServiceRegistration<DataPlane> broken;

    @Configuration
    public Option[] distribution() {
        return Assembled.distribution();
    }

    @Before
    public void start() throws IOException {
        new Settings(admin).standard();
        api.awaitReady();
        api.put(Api.PORT1, Api.RATE).with(200);
    }

    @After
    public void unregister() {
        if (broken != null) {
            broken.unregister();
        }
    }

    @Test
    public void plane_thatCannotAttach_leavesTheLinkToTheOldOneAndSaysWhy() throws IOException {
        register(1000);
        Eventually.isTrue("the broken plane was tried", () -> isIn("failed", BrokenPlane.NAME));
        assertEquals(BrokenPlane.WHY, reason(BrokenPlane.NAME));
        Eventually.isTrue("the model is live", () -> isIn("live", "model"));
        assertDesiredIsHeldByTheModel();

        var health = api.get(Api.HEALTH).with(200).body();
        assertTrue(health, health.contains(BrokenPlane.NAME) && health.contains(BrokenPlane.WHY));
    }

    @Test
    public void plane_thatCannotAttach_whenChosen_isAProblemWithTheCause() throws IOException {
        register(1);
        var problem = api.put(Api.PLANE, "{\"plane\":\"broken\"}").with(403).as(ProblemJson.class);
        assertTrue(problem.detail(), problem.detail().contains(BrokenPlane.WHY));
        assertTrue(problem.detail(), problem.detail().contains("the plane model is live again"));
        assertDesiredIsHeldByTheModel();
    }

    @Test
    public void plane_thatIsNotThere_isAProblemThatNamesThoseThatAre() throws IOException {
        var problem = api.put(Api.PLANE, "{\"plane\":\"nothere\"}").with(404).as(ProblemJson.class);
        assertTrue(
                problem.detail(),
                problem.detail().contains("nothere") && problem.detail().contains("model"));
        assertDesiredIsHeldByTheModel();
    }

    @Test
    public void configuration_ofAnInterfaceThatDoesNotExist_leavesTheLinkToTheModel() throws IOException {
        var netlink = new Settings(admin)
                .plane(Settings.NETLINK, "netlink", 300, Map.of("port1", "itest-none1", "port2", "itest-none2"));
        try {
            Eventually.isTrue("netlink was tried", () -> isIn("failed", "netlink"));
            // Without the capability it cannot look; with it, it names what is missing.
            var reason = reason("netlink");
            assertTrue(reason, reason.contains("itest-none1") || reason.contains("CAP_NET_ADMIN"));
            assertDesiredIsHeldByTheModel();
        } finally {
            netlink.delete();
        }
    }

    @Test
    public void configuration_thatIsWrong_isNamedByHealthAndHarmsNoOtherLink() throws IOException {
        var wrong = new Settings(admin).link("no such name");
        try {
            Eventually.isTrue("health is critical", () -> health().contains("\"status\":\"critical\""));
            assertTrue(health(), health().contains("no such name"));
            assertFalse(health(), health().contains("Exception"));
            assertDesiredIsHeldByTheModel();
        } finally {
            wrong.delete();
        }
        Eventually.isTrue("health is ok again", () -> !health().contains("critical"));
        api.awaitReady();
    }

    private void register(int ranking) {
        var model = context.getService(context.getServiceReference(DataPlane.class));
        var properties = Map.of(
                DataPlane.LINK, "default", DataPlane.PLANE, BrokenPlane.NAME, Constants.SERVICE_RANKING, ranking);
        broken = context.registerService(
                DataPlane.class, new BrokenPlane(model), FrameworkUtil.asDictionary(properties));
    }

    private void assertDesiredIsHeldByTheModel() throws IOException {
        var outcome = api.get(Api.PORT1).with(200).as(OutcomeJson.class);
        assertEquals("model", outcome.plane());
        assertEquals(List.of(), outcome.divergences());
        assertEquals(25_000_000L, outcome.impairment().rate().get().bitsPerSecond());
    }

    private boolean isIn(String state, String name) {
        return planes().anyMatch(
                        plane -> plane.name().equals(name) && plane.state().equals(state));
    }

    private String reason(String name) {
        return planes().filter(plane -> plane.name().equals(name))
                .findFirst()
                .flatMap(PlaneJson::reason)
                .orElseThrow(() -> new AssertionError("no reason for " + name));
    }

    private Stream<PlaneJson> planes() {
        try {
            return api.get("/v1/planes").with(200).as(PlanesJson.class).planes().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String health() {
        try {
            return api.get(Api.HEALTH).body();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
