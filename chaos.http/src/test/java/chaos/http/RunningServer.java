package chaos.http;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import chaos.api.control.Appliance;
import chaos.api.control.Health;
import chaos.api.control.HealthCheck;
import chaos.api.socket.SocketPath;
import chaos.dataplane.tck.FakeCalibration;
import chaos.dataplane.tck.FakeTables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The whole server on a socket of its own, with two links in memory behind it. */
final class RunningServer implements AutoCloseable {

    /** As in production, with times that a test can wait for. */
    static final Limits IMPATIENT =
            new Limits(128, 8 * 1024, 64 * 1024, Duration.ofMillis(600), Duration.ofMillis(500), Duration.ofSeconds(1));

    static final Instant STARTED = Instant.ofEpochSecond(1_763_718_000);

    final Links links = new Links();
    final FakeCalibration calibration = new FakeCalibration();
    final FakeTables tables = new FakeTables();
    final RememberedLink link = new RememberedLink("default");
    final RememberedLink lab = new RememberedLink("lab");
    final Path socket;
    private final HttpServer server;

    private RunningServer(Path folder, Limits limits) {
        socket = folder.resolve("chaosd.sock");
        server = new HttpServer(links, new SocketPath(socket), limits);
    }

    static RunningServer in(Path folder, Limits limits) throws Exception {
        var running = new RunningServer(folder, limits);
        running.bindAll();
        running.server.start();
        return running;
    }

    static RunningServer in(Path folder) throws Exception {
        return in(folder, Limits.DEFAULT);
    }

    void bindAll() {
        for (var each : List.of(link, lab)) {
            links.bindImpairments(each);
            links.bindPlanes(each);
        }
        links.bindDistributions(tables);
        links.bindCalibration(calibration);
        links.bindAppliance(appliance());
        links.bindHealth(health(true));
    }

    SocketClient client() throws IOException {
        return new SocketClient(socket);
    }

    static Health health(boolean ready) {
        return new Health() {
            @Override
            public List<HealthCheck> checks() {
                return List.of(
                        new HealthCheck("link default", HealthCheck.Status.OK, "live on netlink"),
                        ready
                                ? new HealthCheck("link lab", HealthCheck.Status.WARN, "no carrier on port2")
                                : new HealthCheck("link lab", HealthCheck.Status.CRITICAL, "no plane is live"));
            }

            @Override
            public boolean isReady() {
                return ready;
            }
        };
    }

    private static Appliance appliance() {
        return new Appliance() {
            @Override
            public String version() {
                return "0.1.0";
            }

            @Override
            public Instant startedAt() {
                return STARTED;
            }
        };
    }

    @Override
    public void close() {
        assertDoesNotThrow(server::stop);
    }
}
