package chaos.dataplane.model;

import chaos.api.prediction.Traffic;
import io.pkts.Pcap;
import io.pkts.frame.PcapGlobalHeader;
import io.pkts.framer.FramingException;
import io.pkts.packet.PCapPacket;
import io.pkts.packet.Packet;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Packets with the sizes and at the times of a recording: a file of {@code tcpdump -w} with Ethernet frames, in either
 * byte order, with microseconds or nanoseconds
 * (<a href="https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcap/">draft-ietf-opsawg-pcap</a>). A packet has the size
 * that it had on the wire, also where less of it was recorded.
 */
final class PcapTraffic implements TrafficSource {

    /** More are refused: 12 bytes are held of each. */
    static final int MOST = 1_000_000;

    private static final int ETHERNET = 1;
    private static final int HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final long MICRO = 1000;

    private final long[] times;
    private final int[] sizes;
    private int place = -1;

    private PcapTraffic(long[] times, int[] sizes) {
        this.times = times;
        this.sizes = sizes;
    }

    /**
     * Reads a recording to its end.
     *
     * @param name of the recording, for messages
     * @throws IOException if it cannot be read, or is none that can be replayed; says where
     */
    static PcapTraffic read(InputStream in, String name) throws IOException {
        var counted = new Counted(in);
        var reading = new Reading(name);
        try {
            var pcap = Pcap.openStream(counted);
            reading.begin(pcap.getPcapHeader());
            pcap.loop(reading::take);
        } catch (IndexOutOfBoundsException
                | IllegalArgumentException
                | NegativeArraySizeException
                | FramingException e) {
            // So the library says that a length is wrong, or that the file ends within a packet.
            throw reading.malformed(e);
        }
        return reading.end(counted.bytes);
    }

    @Override
    public boolean next() {
        return ++place < times.length;
    }

    @Override
    public long at() {
        return times[place];
    }

    @Override
    public int bytes() {
        return sizes[place];
    }

    /** A recording while it is read. */
    private static final class Reading {

        private final String name;
        private long nanosAUnit = MICRO;
        private long offset;
        private long first;
        private long[] times = new long[1024];
        private int[] sizes = new int[1024];
        private int count;

        Reading(String name) {
            this.name = name;
        }

        void begin(PcapGlobalHeader header) throws IOException {
            if (header.getDataLinkType() != ETHERNET) {
                throw at(20, "has link type " + header.getDataLinkType() + "; only Ethernet (1) can be replayed");
            }
            nanosAUnit = header.timestampsInNs() ? 1 : MICRO;
            offset = HEADER;
        }

        boolean take(Packet packet) throws IOException {
            var frame = (PCapPacket) packet;
            long bytes = frame.getTotalLength();
            if (bytes < Traffic.MIN_BYTES || bytes > Traffic.MAX_BYTES) {
                throw at(
                        offset,
                        "has a packet of " + bytes + " bytes; must be " + Traffic.MIN_BYTES + " to "
                                + Traffic.MAX_BYTES);
            }
            if (frame.getCapturedLength() > bytes) {
                throw at(offset, "holds more of a packet than there was of it");
            }
            if (count == MOST) {
                throw at(offset, "has more than " + MOST + " packets; take a part of it (editcap -r)");
            }
            add(frame.getArrivalTime() * nanosAUnit, (int) bytes);
            offset += RECORD_HEADER + frame.getCapturedLength();
            return true;
        }

        private void add(long time, int bytes) throws IOException {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
                sizes = Arrays.copyOf(sizes, 2 * count);
            }
            first = count == 0 ? time : first;
            times[count] = time - first;
            sizes[count] = bytes;
            if (count > 0 && times[count] < times[count - 1]) {
                throw at(offset, "goes back in time; put it in order first (reordercap)");
            }
            count++;
        }

        PcapTraffic end(long bytes) throws IOException {
            if (bytes != offset) {
                throw at(offset, "ends within a packet");
            }
            if (count == 0) {
                throw at(offset, "has no packets");
            }
            return new PcapTraffic(Arrays.copyOf(times, count), Arrays.copyOf(sizes, count));
        }

        IOException malformed(RuntimeException cause) {
            var refusal = at(
                    offset, "is damaged, or no recording of tcpdump -w (pcap; convert a pcapng with editcap -F pcap)");
            refusal.initCause(cause);
            return refusal;
        }

        private IOException at(long byteOffset, String what) {
            return new IOException(name + " at byte " + byteOffset + ": " + what);
        }
    }

    /** The library ends at a header that is cut off as if the file ended there. */
    private static final class Counted extends FilterInputStream {

        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = super.read(into, from, length);
            bytes += Math.max(0, got);
            return got;
        }
    }
}
