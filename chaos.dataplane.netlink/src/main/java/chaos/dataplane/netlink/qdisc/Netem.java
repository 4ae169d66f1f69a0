package chaos.dataplane.netlink.qdisc;

import chaos.linux.wire.AttributeWriter;
import java.util.Optional;
import java.util.OptionalLong;
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
 * @param rest what no document asks for
 * @param told what need not be shown
 */
public record Netem(
        NetemOptions options,
        long latencyNanos,
        long jitterNanos,
        NetemChances chances,
        Optional<LossChain> lossChain,
        NetemRate rate,
        NetemRest rest,
        NetemTold told)
        implements QdiscOptions {

    private static final Set<String> ALWAYS = Set.of("latency_nanos", "jitter_nanos", "limit_packets", "loss_scaled");

    /** A constant latency and independent loss, and nothing else. */
    public static Netem of(long latencyNanos, long loss, long limit) {
        return new Netem(
                new NetemOptions(Psched.ticks(latencyNanos), limit, loss, 0, 0, 0),
                latencyNanos,
                0,
                NetemChances.NONE,
                Optional.empty(),
                NetemRate.NONE,
                NetemRest.NONE,
                NetemTold.NOTHING);
    }

    /** Whether it may lose packets on purpose. */
    public boolean loses() {
        return lossChain.isPresent() || options.loss() > 0;
    }

    /** The same without a seed: what is sent again must not restart the random numbers. */
    public Netem withoutSeed() {
        var kept = new NetemTold(told.table(), OptionalLong.empty());
        return new Netem(options, latencyNanos, jitterNanos, chances, lossChain, rate, rest, kept);
    }

    @Override
    public String kind() {
        return NetemCodec.KIND;
    }

    @Override
    public void write(AttributeWriter out) {
        NetemCodec.write(this, out);
    }

    /** The table is never shown; a seed is compared where one was told, for the kernel makes one up where none was. */
    @Override
    public boolean holdsSame(QdiscOptions shown) {
        return shown instanceof Netem other
                && options.equals(other.options)
                && latencyNanos == other.latencyNanos
                && jitterNanos == other.jitterNanos
                && chances.equals(other.chances)
                && lossChain.equals(other.lossChain)
                && rate.equals(other.rate)
                && rest.holdsSame(other.rest)
                && (told.seed().isEmpty() || told.seed().equals(other.told.seed()));
    }

    @Override
    public boolean tellsMoreThanIsShown() {
        return !told.equals(NetemTold.NOTHING);
    }

    @Override
    public SortedMap<String, Long> numbers() {
        var numbers = new TreeMap<String, Long>();
        numbers.put("latency_nanos", latencyNanos);
        numbers.put("jitter_nanos", jitterNanos);
        numbers.put("limit_packets", options.limit());
        numbers.put("loss_scaled", options.loss());
        numbers.put("duplicate_scaled", options.duplicate());
        numbers.put("reorder_scaled", chances.reorder());
        numbers.put("reorder_gap", options.gap());
        numbers.put("corrupt_scaled", chances.corrupt());
        numbers.put("rate_bytes_per_second", rate.bytesPerSecond());
        lossChain.ifPresent(chain -> numbers.putAll(chain.numbers()));
        told.table().ifPresent(table -> numbers.put("distribution_entries", (long) table.size()));
        told.seed().ifPresent(seed -> numbers.put("seed", seed));
        // What is not asked for is left out, but for what everybody looks for.
        numbers.entrySet().removeIf(number -> number.getValue() == 0 && !ALWAYS.contains(number.getKey()));
        return numbers;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.netem(this);
    }
}
