package chaos.http;

import chaos.api.calibration.Calibration;
import chaos.api.control.Appliance;
import chaos.api.control.Health;
import chaos.api.control.Impairments;
import chaos.api.control.Planes;
import chaos.api.socket.SocketPath;
import chaos.dataplane.tck.FakeTables;
import java.nio.file.Path;

/** The real HTTP server on a socket, with services that the caller gives; in this package to bind them by hand. */
public final class ServedLink {

    private final HttpServer server;

    private ServedLink(HttpServer server) {
        this.server = server;
    }

    /** Serves. */
    public static <L extends Impairments & Planes & Appliance & Health> ServedLink open(
            Path socket, L link, Calibration calibration) throws Exception {
        var links = new Links();
        links.bindDistributions(new FakeTables());
        links.bindCalibration(calibration);
        links.bindImpairments(link);
        links.bindPlanes(link);
        links.bindAppliance(link);
        links.bindHealth(link);
        var served = new ServedLink(new HttpServer(links, new SocketPath(socket), Limits.DEFAULT));
        served.server.start();
        return served;
    }

    /** Stops. */
    public void stop() throws Exception {
        server.stop();
    }
}
