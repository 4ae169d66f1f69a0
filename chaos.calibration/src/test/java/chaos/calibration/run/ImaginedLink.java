package chaos.calibration.run;

import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.calibration.cases.TestedLink;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Holds whatever it is told. */
final class ImaginedLink implements TestedLink {

    private final Map<Direction, Impairment> held = new EnumMap<>(Direction.class);

    @Override
    public Held apply(Direction direction, Impairment impairment) {
        held.put(direction, impairment);
        return new Held(List.of(), Map.of());
    }

    @Override
    public void check() {
        // Nobody else is here.
    }

    @Override
    public String state(Direction direction) {
        return String.valueOf(held.get(direction));
    }

    @Override
    public List<Long> counters(Direction direction) {
        return List.of(0L, 0L, 0L);
    }
}
