package chaos.dataplane.netlink.qdisc;

import chaos.linux.wire.AttributeWriter;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A token bucket.
 *
 * @param bytesPerSecond the rate; the kernel would not limit anything at 0
 * @param bufferTicks the burst as the kernel shows it: the time that it takes at the rate
 * @param burstBytes the burst as the kernel is told; 0 in what was read, for it is never shown
 * @param limit bytes of the queue that tbf makes for itself; its {@code change} writes the same number into a fifo
 *     below,
 *     whatever unit that counts in
 * @param overhead bytes added to each packet's size
 * @param cells whether sizes are counted in ATM cells of 48 + 5 bytes
 * @param peakBytesPerSecond the rate of the second bucket, that CHAOS never asks for; 0 for none
 * @param rest what no document asks for
 */
public record Tbf(
        long bytesPerSecond,
        long bufferTicks,
        long burstBytes,
        long limit,
        int overhead,
        boolean cells,
        long peakBytesPerSecond,
        TbfRest rest)
        implements QdiscOptions {

    private static final long MAX_BURST = 0xFFFF_FFFFL;

    /** A token bucket to be programmed: the buffer follows from the burst. */
    public static Tbf of(long bytesPerSecond, long burstBytes, long limit, Framing framing) {
        long ticks = Psched.ticks(framing.framed(burstBytes), bytesPerSecond);
        return new Tbf(bytesPerSecond, ticks, burstBytes, limit, framing.overhead(), framing.cells(), 0, TbfRest.NONE);
    }

    /**
     * The largest burst in bytes, up to a bound, that the kernel would show like this one; told to a kernel it is shown
     * the same again.
     */
    public long shownBurst(long most) {
        var framing = new Framing(overhead, cells);
        long low = 1;
        long high = Math.max(1, Math.min(most, MAX_BURST));
        while (low < high) {
            long middle = (low + high + 1) / 2;
            if (Psched.ticks(framing.framed(middle), bytesPerSecond) <= bufferTicks) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The burst is compared to a tick, because the kernel never shows its bytes; the rest exactly. */
    @Override
    public boolean holdsSame(QdiscOptions shown) {
        return shown instanceof Tbf other
                && bytesPerSecond == other.bytesPerSecond
                && Math.abs(bufferTicks - other.bufferTicks) <= 1
                && overhead == other.overhead
                && cells == other.cells
                && peakBytesPerSecond == other.peakBytesPerSecond
                && rest.holdsSame(other.rest);
    }

    @Override
    public String kind() {
        return TbfCodec.KIND;
    }

    @Override
    public void write(AttributeWriter out) {
        TbfCodec.write(this, out);
    }

    @Override
    public SortedMap<String, Long> numbers() {
        var numbers = new TreeMap<String, Long>();
        numbers.put("bytes_per_second", bytesPerSecond);
        numbers.put("buffer_ticks", bufferTicks);
        numbers.put("limit", limit);
        if (burstBytes > 0) {
            numbers.put("burst_bytes", burstBytes);
        }
        if (overhead > 0) {
            numbers.put("packet_overhead", (long) overhead);
        }
        if (peakBytesPerSecond > 0) {
            numbers.put("peak_bytes_per_second", peakBytesPerSecond);
        }
        return numbers;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.tbf(this);
    }

    /**
     * How a packet's size on the wire follows from its layer-2 size.
     *
     * @param overhead bytes added
     * @param cells whether it is carried in ATM cells
     */
    public record Framing(int overhead, boolean cells) {

        private static final int ATM_PAYLOAD = 48;
        private static final int ATM_CELL = 53;

        /** Bytes on the wire of so many bytes of layer 2. */
        public long framed(long bytes) {
            long length = bytes + overhead;
            return cells ? (length + ATM_PAYLOAD - 1) / ATM_PAYLOAD * ATM_CELL : length;
        }
    }
}
