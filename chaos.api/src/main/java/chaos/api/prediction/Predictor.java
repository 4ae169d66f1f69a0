package chaos.api.prediction;

import chaos.api.impairment.Impairment;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Tells what traffic will see under an impairment, also when the plane that would carry it is not live. */
@ProviderType
public interface Predictor {

    /**
     * What this traffic will see where there is room for all of it.
     *
     * @param impairment of the direction
     * @param opposite of the other direction, for the round trip
     * @param traffic what is offered
     * @throws IllegalArgumentException if that cannot be told here, for example for a table that is not here
     */
    default Prediction predict(Impairment impairment, Impairment opposite, Traffic traffic) {
        return predict(impairment, opposite, traffic, Optional.empty());
    }

    /**
     * What this traffic will see on a plane that may not have room for all of it.
     *
     * @param impairment of the direction
     * @param opposite of the other direction, for the round trip
     * @param traffic what is offered
     * @param room of the plane; empty: for as many packets as come
     * @throws IllegalArgumentException if that cannot be told here, for example for a table that is not here
     */
    Prediction predict(Impairment impairment, Impairment opposite, Traffic traffic, Optional<Room> room);

    /**
     * The one-way delays of packets of this traffic, in the order in which they are sent, without those that do not
     * come out: a sample to compare a measured one with. The impairment's seed draws it, or always the same one.
     *
     * @param packets how many are sent: 1 to 1,000,000
     * @return nanoseconds
     * @throws IllegalArgumentException as {@link #predict}, or if so many cannot be had
     */
    long[] sample(Impairment impairment, Traffic traffic, int packets);
}
