package chaos.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Fates, as they were told. */
final class Recorded implements Fates {

    /** What became of a packet; the cause is empty for one that came out. */
    record Fate(long packet, boolean copy, long at, int bit, String cause) {

        @Override
        public String toString() {
            var name = packet + (copy ? "'" : "");
            var end = bit == NO_BIT ? "" : " bit " + bit;
            return (cause.isEmpty() ? name + "@" + at : name + " " + cause) + end;
        }
    }

    private final List<Fate> fates = new ArrayList<>();

    @Override
    public void delivered(long packet, boolean copy, long at, int corruptedBit) {
        fates.add(new Fate(packet, copy, at, corruptedBit, ""));
    }

    @Override
    public void dropped(long packet, boolean copy, long at, DropCause cause) {
        fates.add(new Fate(packet, copy, at, NO_BIT, cause.name().toLowerCase(Locale.ROOT)));
    }

    List<Fate> all() {
        return fates;
    }

    List<String> texts() {
        return fates.stream().map(Fate::toString).toList();
    }
}
