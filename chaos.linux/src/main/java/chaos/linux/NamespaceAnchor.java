package chaos.linux;

import java.time.Duration;

/**
 * Remembers which network namespace a name stood for. What was opened there stays there when the namespace is deleted,
 * and keeps it alive where nobody else sees it; one that is made anew under the same name is another.
 */
public final class NamespaceAnchor {

    /** To look takes some microseconds, which few exchanges should. */
    private static final long LOOK_EVERY = Duration.ofMillis(100).toNanos();

    private final NetworkNamespace namespace;
    private final Object identity;
    private volatile long lookedAt = System.nanoTime();
    private volatile boolean holds = true;

    /** The namespace as it is now. */
    public NamespaceAnchor(NetworkNamespace namespace) {
        this.namespace = namespace;
        this.identity = namespace.identity();
    }

    /** Whether the name stands for the same namespace still; one that is gone is not the same. */
    public boolean holds() {
        long now = System.nanoTime();
        if (holds && now - lookedAt > LOOK_EVERY) {
            lookedAt = now;
            holds = identity.equals(namespace.identity());
        }
        return holds;
    }
}
