package chaos.api.event;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of every event, in the order of their sequence numbers. Register it as a service to hear of all links. Called
 * on the publisher's own thread: it must return soon and must not call back into the link.
 */
@ConsumerType
@FunctionalInterface
public interface EventListener {

    /** Something changed. */
    void changed(ChaosEvent event);
}
