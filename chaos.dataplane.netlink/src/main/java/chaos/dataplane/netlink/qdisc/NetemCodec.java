package chaos.dataplane.netlink.qdisc;

import chaos.linux.wire.Attribute;
import chaos.linux.wire.AttributeReader;
import chaos.linux.wire.AttributeWriter;
import chaos.linux.wire.NetlinkException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * netem's parameters: a fixed struct followed directly by attributes, not a nest. A {@code change} keeps what is left
 * out, so every attribute is written every time. Not written: the loss model, whose absence means the random one; the
 * distribution tables, which can be neither taken back nor read; and the seed, which restarts the random numbers.
 */
final class NetemCodec {

    static final String KIND = "netem";

    // include/uapi/linux/pkt_sched.h, TCA_NETEM_…
    private static final int CORR = 1;
    private static final int DELAY_DIST = 2;
    private static final int REORDER = 3;
    private static final int CORRUPT = 4;
    private static final int LOSS = 5;
    private static final int RATE = 6;
    private static final int ECN = 7;
    private static final int RATE64 = 8;
    private static final int PAD = 9;
    private static final int LATENCY64 = 10;
    private static final int JITTER64 = 11;
    private static final int SLOT = 12;
    private static final int PRNG_SEED = 14;
    private static final int LOSS_GI = 1;
    private static final int LOSS_GE = 2;

    private static final int CORR_BYTES = 12;
    private static final int SHARE_BYTES = 8;
    private static final int RATE_BYTES = 16;
    private static final long U32 = 0xFFFF_FFFFL;
    /** Known, and either read elsewhere or without a meaning for what packets see. */
    private static final Set<Integer> KNOWN =
            Set.of(CORR, REORDER, CORRUPT, LOSS, RATE, ECN, RATE64, PAD, LATENCY64, JITTER64, SLOT, PRNG_SEED);

    private NetemCodec() {}

    static void write(Netem netem, AttributeWriter out) {
        var chances = netem.chances();
        out.struct(NetemOptions.BYTES, netem.options()::encode);
        out.u64(LATENCY64, netem.latencyNanos()).u64(JITTER64, netem.jitterNanos());
        numbers(
                out,
                CORR,
                List.of(chances.latencyCorrelation(), chances.lossCorrelation(), chances.duplicateCorrelation()));
        numbers(out, REORDER, List.of(chances.reorder(), chances.reorderCorrelation()));
        numbers(out, CORRUPT, List.of(chances.corrupt(), chances.corruptCorrelation()));
        netem.lossChain()
                .ifPresent(chain ->
                        out.nested(LOSS, nest -> numbers(nest, chain.fourState() ? LOSS_GI : LOSS_GE, chain.values())));
        rate(netem.rate(), out);
        out.u32(ECN, netem.rest().ecn() ? 1 : 0);
        out.struct(SLOT, NetemSlot.BYTES, netem.rest().slot()::encode); // zeros switch slots off
        netem.told().table().ifPresent(table -> out.struct(DELAY_DIST, table.bytes(), table::encode));
        netem.told().seed().ifPresent(seed -> out.u64(PRNG_SEED, seed));
    }

    private static void numbers(AttributeWriter out, int type, List<Long> values) {
        out.struct(type, values.size() * Integer.BYTES, bytes -> {
            for (long value : values) {
                bytes.putInt(AttributeWriter.narrow(value));
            }
        });
    }

    private static void rate(NetemRate rate, AttributeWriter out) {
        out.struct(RATE, RATE_BYTES, bytes -> bytes.putInt(AttributeWriter.narrow(Math.min(U32, rate.bytesPerSecond())))
                .putInt(rate.packetOverhead())
                .putInt(AttributeWriter.narrow(rate.cellSize()))
                .putInt(rate.cellOverhead()));
        if (rate.bytesPerSecond() > U32) {
            out.u64(RATE64, rate.bytesPerSecond());
        }
    }

    static Netem read(ByteBuffer source) throws NetlinkException {
        var options = NetemOptions.decode(source);
        var attributes = AttributeReader.of(
                source.slice(source.position() + NetemOptions.BYTES, source.remaining() - NetemOptions.BYTES));
        return new Netem(
                options,
                attributes.u64(LATENCY64, options.latency() * Psched.TICK_NANOS),
                attributes.u64(JITTER64, options.jitter() * Psched.TICK_NANOS),
                chances(attributes),
                lossChain(attributes),
                rate(attributes),
                rest(attributes),
                told(attributes));
    }

    private static NetemRest rest(AttributeReader attributes) throws NetlinkException {
        var others = UnknownAttributes.in(attributes, KNOWN);
        var slot = NetemSlot.decode(struct(attributes, SLOT, NetemSlot.BYTES));
        return new NetemRest(attributes.u32(ECN, 0) != 0, slot, others);
    }

    private static NetemTold told(AttributeReader attributes) throws NetlinkException {
        var seed = attributes.find(PRNG_SEED);
        return seed.isPresent()
                ? new NetemTold(Optional.empty(), OptionalLong.of(seed.get().u64()))
                : NetemTold.NOTHING;
    }

    private static NetemChances chances(AttributeReader attributes) throws NetlinkException {
        var corr = struct(attributes, CORR, CORR_BYTES);
        var reorder = struct(attributes, REORDER, SHARE_BYTES);
        var corrupt = struct(attributes, CORRUPT, SHARE_BYTES);
        return new NetemChances(
                corr.getInt() & U32,
                corr.getInt() & U32,
                corr.getInt() & U32,
                reorder.getInt() & U32,
                reorder.getInt() & U32,
                corrupt.getInt() & U32,
                corrupt.getInt() & U32);
    }

    private static NetemRate rate(AttributeReader attributes) throws NetlinkException {
        var rate = struct(attributes, RATE, RATE_BYTES);
        return new NetemRate(
                attributes.u64(RATE64, rate.getInt() & U32), rate.getInt(4), rate.getInt(8) & U32, rate.getInt(12));
    }

    private static Optional<LossChain> lossChain(AttributeReader attributes) throws NetlinkException {
        var models = attributes.nested(LOSS);
        var four = models.find(LOSS_GI);
        if (four.isPresent()) {
            return Optional.of(new LossChain(true, values(four.get(), LossChain.FOUR_STATE_VALUES)));
        }
        var two = models.find(LOSS_GE);
        return two.isPresent()
                ? Optional.of(new LossChain(false, values(two.get(), LossChain.TWO_STATE_VALUES)))
                : Optional.empty();
    }

    private static List<Long> values(Attribute attribute, int count) throws NetlinkException {
        var bytes = attribute.at(count * Integer.BYTES);
        var values = new ArrayList<Long>();
        for (int i = 0; i < count; i++) {
            values.add(bytes.getInt() & U32);
        }
        return values;
    }

    /** A struct attribute, or zeros where it is absent. */
    private static ByteBuffer struct(AttributeReader attributes, int type, int bytes) throws NetlinkException {
        var attribute = attributes.find(type);
        return attribute.isPresent() ? attribute.get().at(bytes) : ByteBuffer.allocate(bytes);
    }
}
