package chaos.http;

import chaos.api.socket.SocketPath;
import chaos.http.problem.JettyProblems;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.glassfish.jersey.servlet.ServletContainer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server on its Unix socket. It lives as long as its configuration: planes, links and control come and go
 * behind {@link Links} while connections stay open.
 */
@Component(
        configurationPid = "chaos.http",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = {})
@Designate(ocd = HttpServer.Config.class)
public final class HttpServer {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** Where the server listens. */
    @ObjectClassDefinition(name = "CHAOS HTTP API")
    public @interface Config {
        /** {@return the absolute path of the Unix socket, at most 106 bytes} */
        @AttributeDefinition(name = "Socket", description = "absolute path of the Unix socket, at most 106 bytes")
        String socket();
    }

    private static final Duration SHUTDOWN_IDLE = Duration.ofMillis(100);

    private final SocketPath socket;
    private final Server server;
    private final JerseyLog jerseyLog = new JerseyLog();

    @Activate
    public HttpServer(@Reference(name = "links") Links links, Config config) {
        this(links, SocketPath.parse(config.socket()), Limits.DEFAULT);
    }

    HttpServer(Links links, SocketPath socket, Limits limits) {
        this.socket = socket;
        this.server = server(limits);
        server.addConnector(connector(limits));
        server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        server.setErrorHandler(new JettyProblems());
        server.setHandler(new GracefulHandler(servlets(new ChaosApplication(links, limits))));
    }

    /** Binds the socket and starts to answer; when any of it fails, all of it is given back. */
    @Activate
    void start() throws Exception {
        var started = false;
        try {
            jerseyLog.quieten();
            server.start();
            started = true;
            LOG.info("http_started socket={}", socket);
        } finally {
            if (!started) {
                stop();
            }
        }
    }

    @Deactivate
    void stop() throws Exception {
        try {
            server.stop();
        } catch (TimeoutException e) {
            LOG.warn("http_stopping cut=\"requests that were still running\"");
        } finally {
            jerseyLog.restore();
        }
        LOG.info("http_stopped socket={}", socket);
    }

    private static Server server(Limits limits) {
        var threads = new QueuedThreadPool(limits.threads(), Limits.IDLE_THREADS);
        threads.setName("chaos-http");
        threads.setDaemon(true);
        var server = new Server(threads);
        server.setStopTimeout(limits.stop().toMillis());
        return server;
    }

    private SocketConnector connector(Limits limits) {
        var http = new HttpConfiguration();
        http.setRequestHeaderSize(limits.headerBytes());
        http.setSendServerVersion(false);
        http.setIdleTimeout(limits.idle().toMillis());
        var connector =
                new SocketConnector(server, socket.path(), limits.connections(), new HttpConnectionFactory(http));
        connector.setIdleTimeout(limits.idle().toMillis());
        // A client that keeps its connection for later must not hold up the stop.
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE.toMillis());
        return connector;
    }

    private static ServletContextHandler servlets(ChaosApplication application) {
        var context = new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS);
        var servlet = new ServletHolder(new ServletContainer(application));
        // Initialised at start: an application that cannot be built is a server that does not start.
        servlet.setInitOrder(1);
        context.addServlet(servlet, "/*");
        return context;
    }
}
