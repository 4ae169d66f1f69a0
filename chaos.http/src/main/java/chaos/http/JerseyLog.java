package chaos.http;

import java.io.IOException;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Keeps two kinds of messages out of the log: that a resource which is registered as an object implements no provider
 * interface (it is none), and that a client has gone before its answer (which only the client could mend).
 */
final class JerseyLog {

    // The log manager forgets a logger, and its filter, that nobody holds.
    private final Logger providers = Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");
    private final Logger responder = Logger.getLogger("org.glassfish.jersey.server.ServerRuntime$Responder");

    void quieten() {
        providers.setFilter(message -> !String.valueOf(message.getMessage()).contains("chaos.http."));
        responder.setFilter(message -> !isClientGone(message));
    }

    void restore() {
        providers.setFilter(message -> true);
        responder.setFilter(message -> true);
    }

    private static boolean isClientGone(LogRecord message) {
        return Stream.iterate(message.getThrown(), thrown -> thrown != null, Throwable::getCause)
                .anyMatch(IOException.class::isInstance);
    }
}
