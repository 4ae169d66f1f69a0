package chaos.dataplane.netlink.qdisc;

import chaos.dataplane.netlink.wire.AttributeWriter;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The network emulator's parameters.
 *
 * @param options the struct they start with
 * @param latencyNanos the latency, exact
 * @param jitterNanos the jitter, exact
 * @param chances correlations and shares
 * @param lossChain loss by states; the loss of the struct is then shown but not used
 * @param rate its own rate
 * @param ecn whether it marks instead of losing
 * @param others attributes that were present and that nobody here can express, a slot table for one
 */
public record Netem(
        NetemOptions options,
        long latencyNanos,
        long jitterNanos,
        NetemChances chances,
        Optional<LossChain> lossChain,
        NetemRate rate,
        boolean ecn,
        Set<Integer> others)
        implements QdiscOptions {

    /** Parameters; the set is copied. */
    public Netem {
        others = Set.copyOf(others);
    }

    /** A constant latency and independent loss, and nothing else. */
    public static Netem of(long latencyNanos, long loss, long limit) {
        return new Netem(
                new NetemOptions(Psched.ticks(latencyNanos), limit, loss, 0, 0, 0),
                latencyNanos,
                0,
                NetemChances.NONE,
                Optional.empty(),
                NetemRate.NONE,
                false,
                Set.of());
    }

    /** Whether it may lose packets on purpose. */
    public boolean loses() {
        return lossChain.isPresent() || options.loss() > 0;
    }

    @Override
    public String kind() {
        return NetemCodec.KIND;
    }

    @Override
    public void write(AttributeWriter out) {
        NetemCodec.write(this, out);
    }

    @Override
    public boolean holdsSame(QdiscOptions shown) {
        return equals(shown);
    }

    @Override
    public SortedMap<String, Long> numbers() {
        var numbers = new TreeMap<String, Long>();
        numbers.put("latency_nanos", latencyNanos);
        numbers.put("jitter_nanos", jitterNanos);
        numbers.put("limit_packets", options.limit());
        numbers.put("loss_scaled", options.loss());
        return numbers;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.netem(this);
    }
}
