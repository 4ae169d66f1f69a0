package chaos.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside the heap that the kernel writes frames to and reads them from. It takes room only where something was
 * written. Whoever closes it must have closed the sockets that use it, and must not look at its bytes any more.
 */
public final class FrameMemory implements AutoCloseable {

    private final Memory memory;
    private final long address;
    private final ByteBuffer bytes;

    private FrameMemory(int size) {
        this.memory = new Memory(size);
        this.address = Pointer.nativeValue(memory);
        // One view for good: JNA remembers each that was ever made until it is collected.
        this.bytes = memory.getByteBuffer(0, size).order(ByteOrder.BIG_ENDIAN);
    }

    /**
     * Memory of a size; what is in it is unknown.
     *
     * @param size bytes, above 0
     */
    public static FrameMemory of(int size) {
        return new FrameMemory(size);
    }

    /** All of it, in network byte order. The same view each time. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** Where a byte of it is, for the kernel. */
    long address(int offset) {
        return address + offset;
    }

    /** Gives it back. */
    @Override
    public void close() {
        memory.close();
    }
}
