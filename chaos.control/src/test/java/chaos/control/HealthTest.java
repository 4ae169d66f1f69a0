package chaos.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chaos.api.control.HealthCheck;
import chaos.api.control.HealthCheck.Status;
import chaos.api.dataplane.DataPlaneException.Reason;
import chaos.api.dataplane.Warning;
import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.dataplane.tck.FakePlane;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

final class HealthTest {

    private static final String LINK_CONTROL = "chaos.control.LinkControl";

    private final List<ComponentConfigurationDTO> components = new ArrayList<>();
    private final List<Bundle> bundles = new ArrayList<>();
    private final Bench bench = Bench.started();
    private final ApplianceHealth health = new ApplianceHealth(runtime(), context());

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void everythingFine_isReady() {
        bundles.add(bundle("chaos.http", Bundle.ACTIVE, Map.of()));
        component(LINK_CONTROL, ComponentConfigurationDTO.ACTIVE);
        health.bindLink(bench.control());
        bench.comes(bench.plane("fake"), 100);
        assertEquals(List.of("link default", "components", "bundles"), names());
        assertEquals(List.of(Status.OK, Status.OK, Status.OK), statuses());
        assertTrue(health.isReady());
    }

    @Test
    void noLinkAtAll_isNotReady() {
        assertEquals(Status.CRITICAL, check("links").status());
        assertFalse(health.isReady());
        health.bindLink(bench.control());
        bench.comes(bench.plane("fake"), 100);
        assertTrue(health.isReady());
        health.unbindLink(bench.control());
        assertFalse(health.isReady());
    }

    @Test
    void aLinkWithoutAPlane_isCritical() {
        health.bindLink(bench.control());
        assertEquals(Status.CRITICAL, check("link default").status());
        assertTrue(check("link default").detail().contains("no plane"));
        assertFalse(health.isReady());
    }

    @Test
    void aLinkWithSomethingLeftOut_isNotReadyAlthoughItCarries() throws Exception {
        health.bindLink(bench.control());
        var full = bench.comes(bench.plane("full"), 300);
        bench.apply(Direction.PORT1, Bench.LATENCY);
        bench.comes(bench.plane("poor").refusing("/latency"), 100);
        assertTrue(health.isReady());
        bench.goes(full);
        assertEquals(Status.CRITICAL, check("link default").status());
        assertTrue(check("link default").detail().contains("port1:/latency/duration"));
        assertFalse(health.isReady());
    }

    @Test
    void aPlaneThatHoldsSomethingElse_isAWarning() throws Exception {
        health.bindLink(bench.control());
        health.bindImpairments(bench.control());
        var plane = bench.comes(bench.plane("fake"), 100);
        bench.apply(Direction.PORT1, Bench.LATENCY);
        assertEquals(Status.OK, check("link default").status());
        plane.apply(Direction.PORT1, Impairment.NONE);
        assertEquals(Status.WARN, check("link default").status());
        assertEquals(
                "the plane fake is live; port1 does not hold what was asked for: /latency/duration, /latency/kind",
                check("link default").detail());
        assertTrue(health.isReady(), "it serves, and says so");
        health.unbindImpairments(bench.control());
        assertEquals(Status.OK, check("link default").status());
    }

    @Test
    void aDirectionThatLetsNothingPass_isCritical() {
        health.bindLink(bench.control());
        health.bindImpairments(bench.control());
        var plane = bench.comes(bench.plane("fake"), 100);
        var remedy = "tbf has no qdisc below it any more: nothing passes; apply the impairment again, or clear it";
        plane.tamper(
                Direction.PORT1,
                List.of(
                        Warning.general("foreign_qdisc", "qdisc pfifo 9:0 is there"),
                        Warning.about("/rate", Warning.NOTHING_PASSES, remedy)));
        assertEquals(Status.CRITICAL, check("link default").status());
        assertTrue(
                check("link default").detail().contains(remedy),
                check("link default").detail());
        plane.tamper(Direction.PORT1, List.<Warning>of());
        assertEquals(Status.OK, check("link default").status());
    }

    @Test
    void whatNoFieldCanSay_isAWarningThatNamesIt() {
        health.bindLink(bench.control());
        health.bindImpairments(bench.control());
        var plane = bench.comes(bench.plane("fake"), 100);
        plane.tamper(Direction.PORT2, List.of(Warning.general("foreign_qdisc", "qdisc pfifo 9:0 is there")));
        assertEquals(Status.WARN, check("link default").status());
        assertEquals(
                "the plane fake is live; port2 does not hold what was asked for: qdisc pfifo 9:0 is there",
                check("link default").detail());
        plane.tamper(Direction.PORT2, List.<Warning>of());
        assertEquals(Status.OK, check("link default").status());
    }

    @Test
    void packetsThatHoldOthersUp_areAWarning() {
        health.bindLink(bench.control());
        health.bindImpairments(bench.control());
        var plane = bench.comes(bench.plane("fake"), 100);
        plane.tamper(Direction.PORT1, List.of(Warning.general(Warning.HELD_UP, "port1: they wait 9.0 s more")));
        assertEquals(Status.WARN, check("link default").status());
        assertEquals(
                "the plane fake is live; port1: they wait 9.0 s more",
                check("link default").detail());
    }

    @Test
    void aPlaneThatFailedBesideALiveOne_isAWarning() {
        health.bindLink(bench.control());
        bench.comes(bench.plane("works"), 100);
        bench.comes(bench.plane("better").onAttach(FakePlane.Trouble.refusing(Reason.FOREIGN, "htb is on port1")), 300);
        assertEquals(Status.WARN, check("link default").status());
        assertTrue(check("link default").detail().contains("htb is on port1"));
        assertTrue(health.isReady());
    }

    @Test
    void aComponentWhoseConstructorThrew_isCritical_withoutNamesOfClasses() {
        health.bindLink(bench.control());
        bench.comes(bench.plane("fake"), 100);
        var failed = component("chaos.http.HttpServer", ComponentConfigurationDTO.FAILED_ACTIVATION);
        failed.failure = "java.lang.reflect.InvocationTargetException\n\tat somewhere\n"
                + "Caused by: java.lang.IllegalArgumentException: the socket path is too long: 120 bytes\n\tat x";
        assertEquals(Status.CRITICAL, check("components").status());
        assertEquals(
                "the.bundle did not start: the socket path is too long: 120 bytes",
                check("components").detail());
        assertTrue(health.isReady(), "readiness is about the links");
        component(LINK_CONTROL, ComponentConfigurationDTO.FAILED_ACTIVATION);
        assertFalse(health.isReady(), "a link that is configured and could not be made");
    }

    @Test
    void aComponentThatWaits_isAWarning_andOneWithoutConfigurationIsOff() {
        component("chaos.dataplane.netlink", ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION);
        assertEquals(Status.OK, check("components").status());
        component("chaos.http", ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
        assertEquals(Status.WARN, check("components").status());
        assertEquals("the.bundle waits for: health", check("components").detail());
    }

    @Test
    void bundlesThatDoNotRun_areNamed_unlessTheyNeverDo() {
        bundles.add(bundle("a.fragment", Bundle.RESOLVED, Map.of(Constants.FRAGMENT_HOST, "host")));
        bundles.add(bundle("lazy", Bundle.STARTING, Map.of(Constants.BUNDLE_ACTIVATIONPOLICY, "lazy")));
        assertEquals(Status.OK, check("bundles").status());
        bundles.add(bundle("chaos.gogo", Bundle.RESOLVED, Map.of()));
        bundles.add(bundle("broken", Bundle.INSTALLED, Map.of()));
        assertEquals(Status.WARN, check("bundles").status());
        assertEquals(
                "chaos.gogo is stopped; broken is installed and cannot be resolved; start them, or remove them",
                check("bundles").detail());
    }

    private List<String> names() {
        return health.checks().stream().map(HealthCheck::name).toList();
    }

    private List<Status> statuses() {
        return health.checks().stream().map(HealthCheck::status).toList();
    }

    private HealthCheck check(String name) {
        return health.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ComponentConfigurationDTO component(String name, int state) {
        var description = new ComponentDescriptionDTO();
        description.name = name;
        description.bundle = new BundleDTO();
        description.bundle.symbolicName = "the.bundle";
        var reference = new UnsatisfiedReferenceDTO();
        reference.name = "health";
        var configuration = new ComponentConfigurationDTO();
        configuration.description = description;
        configuration.state = state;
        configuration.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {reference};
        components.add(configuration);
        return configuration;
    }

    /** What the framework's own runtime would say of these components. */
    private ServiceComponentRuntime runtime() {
        return fake(ServiceComponentRuntime.class, (name, arguments) -> switch (name) {
            case "getComponentDescriptionDTOs" -> components.stream()
                    .map(configuration -> configuration.description)
                    .toList();
            case "getComponentConfigurationDTOs" -> configurationsOf(arguments[0]);
            default -> throw new UnsupportedOperationException(name);
        });
    }

    private Collection<ComponentConfigurationDTO> configurationsOf(Object description) {
        return components.stream()
                .filter(configuration -> configuration.description == description)
                .toList();
    }

    private BundleContext context() {
        return fake(BundleContext.class, (name, arguments) -> switch (name) {
            case "getBundles" -> bundles.toArray(Bundle[]::new);
            default -> throw new UnsupportedOperationException(name + Arrays.toString(arguments));
        });
    }

    private static Bundle bundle(String symbolicName, int state, Map<String, String> headers) {
        return fake(Bundle.class, (name, arguments) -> switch (name) {
            case "getSymbolicName" -> symbolicName;
            case "getState" -> state;
            case "getHeaders" -> FrameworkUtil.asDictionary(headers);
            default -> throw new UnsupportedOperationException(name + Arrays.toString(arguments));
        });
    }

    @FunctionalInterface
    private interface Answers {
        Object to(String method, Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getName(), arguments)));
    }
}
