package chaos.dataplane.netlink.qdisc;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * netem's loss by states, as the kernel's struct holds it.
 *
 * @param fourState whether it is {@code tc_netem_gimodel} (p13, p31, p32, p14, p23) or {@code tc_netem_gemodel} (p,
 *     r, h,
 *     k1)
 * @param values parts of 2<sup>32</sup> - 1 in the order of the struct
 */
public record LossChain(boolean fourState, List<Long> values) {

    static final int FOUR_STATE_VALUES = 5;
    static final int TWO_STATE_VALUES = 4;

    private static final List<String> FOUR_STATE_NAMES = List.of("p13", "p31", "p32", "p14", "p23");
    private static final List<String> TWO_STATE_NAMES = List.of("p", "r", "h", "k1");

    /**
     * A chain; the list is copied.
     *
     * @throws IllegalArgumentException if the number of values is not that of the struct
     */
    public LossChain {
        values = List.copyOf(values);
        if (values.size() != (fourState ? FOUR_STATE_VALUES : TWO_STATE_VALUES)) {
            throw new IllegalArgumentException("a loss chain of " + values.size() + " values");
        }
    }

    /** By the names of the struct. */
    SortedMap<String, Long> numbers() {
        var names = fourState ? FOUR_STATE_NAMES : TWO_STATE_NAMES;
        var numbers = new TreeMap<String, Long>();
        for (int i = 0; i < names.size(); i++) {
            numbers.put("loss_" + names.get(i) + "_scaled", values.get(i));
        }
        return numbers;
    }
}
