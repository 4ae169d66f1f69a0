package chaos.linux.traffic;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * A probe as a frame: both addresses, an EtherType for experiments (0x88B5, IEEE 802), the number of its stream, its
 * own number three times, the time it was sent twice, a filling that follows from the stream, and a CRC-32C over all
 * that. So every flipped bit is seen, and frames of another stream are told from corrupted ones of this. Not
 * thread-safe.
 */
public final class ProbeFrame {

    /** No shorter frame is sent, so that Ethernet pads nothing. */
    public static final int MIN_BYTES = 60;

    static final short EXPERIMENT = (short) 0x88B5;
    static final int TYPE = 12;

    private static final int STREAM = TYPE + Short.BYTES;
    private static final int NUMBERS = STREAM + Integer.BYTES;
    private static final int TIMES = NUMBERS + 3 * Integer.BYTES;
    private static final int FILLING = TIMES + 2 * Long.BYTES;
    /**
     * One in so many bits may be flipped in what is the same in all frames of a stream; in others every second one
     * is.
     */
    private static final int MOST_FLIPPED = 4;

    private final byte[] template;
    private final int bytes;
    private final CRC32C checksum = new CRC32C();

    /**
     * The frames of one stream.
     *
     * @param to where they go
     * @param from where they come from
     * @param stream a number that no other stream has
     * @param bytes layer-2 bytes of each, without FCS
     * @throws IllegalArgumentException if that are fewer than {@value #MIN_BYTES}
     */
    public ProbeFrame(Station to, Station from, int stream, int bytes) {
        if (bytes < MIN_BYTES) {
            throw new IllegalArgumentException("a probe must have " + MIN_BYTES + " bytes or more, was " + bytes);
        }
        this.bytes = bytes;
        this.template = new byte[bytes];
        new SplittableRandom(stream).nextBytes(template);
        ByteBuffer.wrap(template)
                .put(to.addressBytes())
                .put(from.addressBytes())
                .putShort(EXPERIMENT)
                .putInt(stream);
    }

    private ProbeFrame(byte[] template) {
        this.bytes = template.length;
        this.template = template;
    }

    /** The same frames for another thread. */
    ProbeFrame copy() {
        return new ProbeFrame(template);
    }

    /**
     * What a frame that came in is.
     *
     * @param number of the probe
     * @param flipped how many of its bits are not as they were sent
     */
    public record Known(int number, int flipped) {}

    /** Writes the frame of a number, which has no time yet. */
    void write(ByteBuffer to, int number) {
        to.put(0, template);
        for (int at = NUMBERS; at < TIMES; at += Integer.BYTES) {
            to.putInt(at, number);
        }
    }

    /** Writes when it is sent, the last thing before it is. */
    void stamp(ByteBuffer frame, long nanos) {
        frame.putLong(TIMES, nanos);
        frame.putLong(TIMES + Long.BYTES, nanos);
        frame.putInt(bytes - Integer.BYTES, checksum(frame, 0));
    }

    /** The frame of a number. */
    public byte[] encode(int number, long nanos) {
        var frame = ByteBuffer.allocate(bytes);
        write(frame, number);
        stamp(frame, nanos);
        return frame.array();
    }

    private int checksum(ByteBuffer frame, int at) {
        checksum.reset();
        checksum.update(frame.slice(at, bytes - Integer.BYTES));
        return (int) checksum.getValue();
    }

    /** Which of the stream's frames these bytes are; nothing where they are none of them. */
    public Optional<Known> recognise(ByteBuffer in, int at, int size) {
        if (size != bytes) {
            return Optional.empty();
        }
        boolean holds = in.getInt(at + bytes - Integer.BYTES) == checksum(in, at);
        if (holds && in.getInt(at + STREAM) == ByteBuffer.wrap(template).getInt(STREAM)) {
            return Optional.of(new Known(in.getInt(at + NUMBERS), 0));
        }
        int constant = differing(in, at, STREAM, NUMBERS) + differing(in, at, FILLING, bytes - Integer.BYTES);
        int bits = (bytes - Integer.BYTES - FILLING + Integer.BYTES) * Byte.SIZE;
        if (constant > bits / MOST_FLIPPED) {
            return Optional.empty();
        }
        return Optional.of(flipped(in, at, constant));
    }

    private Known flipped(ByteBuffer in, int at, int constant) {
        int number = majority(in, at);
        int flips = constant + differing(in, at, 0, STREAM);
        for (int place = NUMBERS; place < TIMES; place += Integer.BYTES) {
            flips += Integer.bitCount(in.getInt(at + place) ^ number);
        }
        long first = in.getLong(at + TIMES);
        long second = in.getLong(at + TIMES + Long.BYTES);
        flips += Long.bitCount(first ^ second);
        int told = in.getInt(at + bytes - Integer.BYTES);
        flips += Math.min(checksumFlips(told, number, first), checksumFlips(told, number, second));
        return new Known(number, Math.max(1, flips));
    }

    private int checksumFlips(int told, int number, long time) {
        return Integer.bitCount(told ^ ByteBuffer.wrap(encode(number, time)).getInt(bytes - Integer.BYTES));
    }

    /** Bit by bit what two of the three copies say. */
    private static int majority(ByteBuffer frame, int at) {
        int first = frame.getInt(at + NUMBERS);
        int second = frame.getInt(at + NUMBERS + Integer.BYTES);
        int third = frame.getInt(at + TIMES - Integer.BYTES);
        return (first & second) | (first & third) | (second & third);
    }

    private int differing(ByteBuffer in, int at, int from, int to) {
        int bits = 0;
        for (int i = from; i < to; i++) {
            bits += Integer.bitCount((in.get(at + i) ^ template[i]) & 0xFF);
        }
        return bits;
    }
}
