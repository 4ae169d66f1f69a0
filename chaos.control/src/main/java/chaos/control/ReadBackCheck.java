package chaos.control;

import chaos.api.control.Divergence;
import chaos.api.dataplane.ReadBack;
import chaos.api.impairment.Impairment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compares what is desired with what was read back, field by field and exactly: planes show values in their own units,
 * so there is nothing to tolerate. Fields that read-back cannot show are left out; they are listed, not assumed.
 */
final class ReadBackCheck {

    private ReadBackCheck() {}

    /** The fields that differ, and what the plane holds that no field can say. */
    static List<Divergence> compare(Impairment desired, ReadBack readBack) {
        var divergences = compare(desired, readBack.impairment(), readBack.unverifiable());
        readBack.unasked().stream().map(Divergence::unasked).forEach(divergences::add);
        return divergences;
    }

    static List<Divergence> compare(Impairment desired, Impairment observed, Collection<String> unverifiable) {
        var asked = desired.fields();
        var seen = observed.fields();
        var pointers = new TreeSet<>(asked.keySet());
        pointers.addAll(seen.keySet());
        var divergences = new ArrayList<Divergence>();
        for (var pointer : pointers) {
            var requested = Optional.ofNullable(asked.get(pointer));
            var found = Optional.ofNullable(seen.get(pointer));
            if (!requested.equals(found) && unverifiable.stream().noneMatch(prefix -> covers(prefix, pointer))) {
                divergences.add(new Divergence(pointer, requested, found));
            }
        }
        return divergences;
    }

    /** Whether a pointer names a field or an object that the field is in. */
    private static boolean covers(String prefix, String pointer) {
        return (pointer + "/").startsWith(prefix + "/");
    }
}
