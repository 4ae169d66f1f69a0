package chaos.linux.traffic;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A measuring packet: both addresses, an EtherType for experiments (0x88B5, IEEE 802), the number of its stream, its
 * own number three times, a filling that follows from the number, and a CRC-32C over all that. So every flipped bit is
 * seen, and where it is.
 */
public final class ProbeFrame {

    /** No shorter frame is sent, so that Ethernet pads nothing. */
    public static final int MIN_BYTES = 60;

    private static final int ADDRESSES = 12;
    private static final short EXPERIMENT = (short) 0x88B5;
    private static final int STREAM = ADDRESSES + Short.BYTES;
    private static final int NUMBERS = STREAM + Integer.BYTES;
    private static final int COPIES = 3;
    private static final int FILLING = NUMBERS + COPIES * Integer.BYTES;
    /** What differs in more bits is somebody else's frame. */
    private static final int MOST_FLIPPED = 16;

    private final byte[] addresses;
    private final int stream;
    private final int bytes;
    private final CRC32C checksum = new CRC32C();

    /**
     * The frames of one stream.
     *
     * @param addresses destination and source, 12 bytes
     * @param stream a number that no other stream has
     * @param bytes layer-2 bytes of each, without FCS
     */
    public ProbeFrame(byte[] addresses, int stream, int bytes) {
        if (addresses.length != ADDRESSES || bytes < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "needs " + ADDRESSES + " bytes of addresses and frames of " + MIN_BYTES + " bytes or more");
        }
        this.addresses = addresses.clone();
        this.stream = stream;
        this.bytes = bytes;
    }

    /**
     * What a frame that came in is.
     *
     * @param number of the probe
     * @param flipped how many of its bits are not as they were sent
     * @param checksumHolds whether its checksum says that none is
     */
    public record Known(int number, int flipped, boolean checksumHolds) {}

    /** The frame of a number. */
    public byte[] encode(int number) {
        var frame =
                ByteBuffer.allocate(bytes).put(addresses).putShort(EXPERIMENT).putInt(stream);
        for (int i = 0; i < COPIES; i++) {
            frame.putInt(number);
        }
        int filling = number * 0x9E3779B1;
        while (frame.position() < bytes - Integer.BYTES) {
            frame.put((byte) (filling >>> (frame.position() % Integer.SIZE)));
        }
        return frame.putInt(checksum(frame.array())).array();
    }

    private int checksum(byte[] frame) {
        checksum.reset();
        checksum.update(frame, 0, bytes - Integer.BYTES);
        return (int) checksum.getValue();
    }

    /** Which of the stream's frames this is; nothing where it is none of them. */
    public Optional<Known> recognise(byte[] frame) {
        if (frame.length != bytes) {
            return Optional.empty();
        }
        int number = majority(ByteBuffer.wrap(frame));
        byte[] sent = encode(number);
        int differing = Arrays.mismatch(frame, sent) < 0 ? 0 : differing(frame, sent);
        if (differing > MOST_FLIPPED) {
            return Optional.empty();
        }
        boolean holds = ByteBuffer.wrap(frame).getInt(bytes - Integer.BYTES) == checksum(frame);
        return Optional.of(new Known(number, differing, holds));
    }

    /** Bit by bit what two of the three copies say. */
    private static int majority(ByteBuffer frame) {
        int first = frame.getInt(NUMBERS);
        int second = frame.getInt(NUMBERS + Integer.BYTES);
        int third = frame.getInt(FILLING - Integer.BYTES);
        return (first & second) | (first & third) | (second & third);
    }

    private static int differing(byte[] one, byte[] other) {
        int bits = 0;
        for (int i = 0; i < one.length; i++) {
            bits += Integer.bitCount((one[i] ^ other[i]) & 0xFF);
        }
        return bits;
    }
}
