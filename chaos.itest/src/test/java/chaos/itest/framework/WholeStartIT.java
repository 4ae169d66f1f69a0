package chaos.itest.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import chaos.itest.Answer;
import chaos.itest.Api;
import chaos.json.HealthJson;
import chaos.json.OutcomeJson;
import chaos.json.ProblemJson;
import chaos.json.SystemJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** The assembled distribution starts as a whole and does its one job through the real socket. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class WholeStartIT {

    /** Each is wrong in its own way, and none may touch the plane; the second is where it is wrong. */
    private static final Map<String, String> REFUSED = Map.of(
            "{\"lateny\":{}}", "/lateny",
            "{\"rate\":25}", "/rate",
            "{\"seed\":1,\"seed\":2}", "/seed",
            "{\"latency\":{\"kind\":\"constant\",\"duration\":-1}}", "/latency/duration",
            "{\"loss\":{\"model\":\"bernoulli\",\"pct\":101}}", "/loss/pct",
            "{\"loss\":{\"model\":\"bernoulli\",\"pct\":\"NaN\"}}", "/loss/pct");

    @Inject
    private BundleContext context;

    @Inject
    private ServiceComponentRuntime components;

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
    public void bundles_areAllActive() {
        var bundles = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .toList();
        assertEquals(
                List.of(),
                bundles.stream()
                        .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                        .map(Bundle::getSymbolicName)
                        .toList());
        assertTrue(bundles.size() >= Assembled.bundles().size());
    }

    @Test
    public void components_areAllSatisfied() {
        var ours = components.getComponentDescriptionDTOs().stream()
                .filter(component -> component.bundle.symbolicName.startsWith("chaos."))
                .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
                .toList();
        assertFalse(ours.isEmpty());
        assertEquals(
                List.of(),
                ours.stream()
                        .filter(one -> one.state != ComponentConfigurationDTO.ACTIVE
                                && one.state != ComponentConfigurationDTO.SATISFIED)
                        .map(one -> one.description.name + " is in state " + one.state)
                        .toList());
    }

    @Test
    public void health_isGood() throws IOException {
        var health = api.get(Api.HEALTH).with(200).as(HealthJson.class);
        assertEquals(health.toString(), "ok", health.status());
        assertEquals(
                "live",
                api.get("/v1/system")
                        .with(200)
                        .as(SystemJson.class)
                        .links()
                        .get(0)
                        .state());
    }

    @Test
    public void impairment_isAppliedReadBackAndCleared() throws IOException {
        var asked = "{\"latency\":{\"kind\":\"constant\",\"duration\":40000000},"
                + "\"loss\":{\"model\":\"bernoulli\",\"pct\":1.0},\"rate\":{\"bits_per_second\":25000000}}";
        var applied = api.put(Api.PORT1, asked).with(200).as(OutcomeJson.class);
        assertEquals(List.of(), applied.divergences());
        assertEquals(40_000_000L, (long)
                applied.impairment().latency().get().duration().get());

        var read = api.get(Api.PORT1).with(200).as(OutcomeJson.class);
        assertEquals(applied.impairment(), read.impairment());
        assertEquals("model", read.plane());
        assertTrue(api.get(Api.PORT2).with(200).body().contains("\"impairment\":{}"));

        assertTrue(api.delete(Api.PORT1).with(200).body().contains("\"impairment\":{}"));
        assertTrue(api.get(Api.PORT1).with(200).body().contains("\"impairment\":{}"));
    }

    @Test
    public void badRequest_namesTheFieldAndLeavesThePlaneUntouched() throws IOException {
        var before = api.put(Api.PORT1, Api.RATE).with(200).as(OutcomeJson.class);
        for (var refused : REFUSED.entrySet()) {
            var answer = api.put(Api.PORT1, refused.getKey()).with(400);
            assertEquals(
                    refused.getValue(), answer.as(ProblemJson.class).field().get());
        }
        for (var answer : List.of(
                api.put("/v1/impairments/port3", "{}").with(400),
                api.get("/v1/links/nowhere").with(404),
                api.put(Api.PORT1, "{\"seed\":" + " ".repeat(65_536) + "1}").with(413))) {
            assertProblem(answer);
        }
        var after = api.get(Api.PORT1).with(200).as(OutcomeJson.class);
        assertEquals(before.impairment(), after.impairment());
        api.delete(Api.PORT1).with(200);
    }

    private static void assertProblem(Answer answer) {
        assertTrue(answer.toString(), answer.headers().get("content-type").startsWith(ProblemJson.MEDIA_TYPE));
    }
}
