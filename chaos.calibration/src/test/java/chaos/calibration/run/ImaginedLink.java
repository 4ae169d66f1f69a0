package chaos.calibration.run;

import chaos.api.impairment.Impairment;
import chaos.api.link.Direction;
import chaos.calibration.cases.TestedLink;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Holds whatever it is told. */
final class ImaginedLink implements TestedLink {

    /** What a change of the other direction does to this one. */
    enum Flaw {
        NONE,
        CHANGES_STATE,
        COUNTS_PACKETS
    }

    private final Flaw flaw;
    private final Map<Direction, Integer> changes = new EnumMap<>(Direction.class);

    private final Map<Direction, Impairment> held = new EnumMap<>(Direction.class);

    ImaginedLink() {
        this(Flaw.NONE);
    }

    ImaginedLink(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public Held apply(Direction direction, Impairment impairment) {
        changes.merge(direction, 1, Integer::sum);
        held.put(direction, impairment);
        return new Held(List.of(), Map.of());
    }

    @Override
    public void check() {
        // Nobody else is here.
    }

    @Override
    public String state(Direction direction) {
        return held.get(direction) + (flaw == Flaw.CHANGES_STATE ? " " + changesOfOther(direction) : "");
    }

    @Override
    public List<Long> counters(Direction direction) {
        long counted = flaw == Flaw.COUNTS_PACKETS ? changesOfOther(direction) : 0;
        return List.of(counted, 0L, 0L);
    }

    private int changesOfOther(Direction direction) {
        return changes.getOrDefault(direction.other(), 0);
    }
}
