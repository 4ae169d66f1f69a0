package chaos.api.dataplane;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told what a plane sees happen to its ports. Called on a thread of the plane: it must return at once. */
@ConsumerType
@FunctionalInterface
public interface PlaneWatcher {

    /** Something happened. */
    void noticed(PlaneNotice notice);
}
