package chaos.dataplane.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chaos.linux.LinuxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32C;

/** A connection from host 1 to host 2 that carries random bytes. */
final class Transfer implements AutoCloseable {

    private static final String ADDRESS = "10.77.0.2";
    private static final int PIECE = 256 * 1024;

    private final ServerSocketChannel server;
    private final SocketChannel client;
    private final long size;

    Transfer(Lab lab, long size) throws IOException, LinuxException {
        this(lab, ADDRESS, size);
    }

    /** To another address of host 2. */
    Transfer(Lab lab, String address, long size) throws IOException, LinuxException {
        this.size = size;
        this.server = lab.namespace(lab.host2).inside(() -> quietly(ServerSocketChannel::open));
        server.bind(new InetSocketAddress(address, 0));
        this.client = lab.namespace(lab.host1).inside(() -> quietly(SocketChannel::open));
        client.setOption(StandardSocketOptions.SO_SNDBUF, 4 << 20);
    }

    /** What opens a socket. */
    private interface Opening<T> {
        T open() throws IOException;
    }

    private static <T> T quietly(Opening<T> opening) {
        try {
            return opening.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends all of it, and compares what arrived. */
    void run() throws IOException {
        var arrived = new FutureTask<>(this::receive);
        new Thread(arrived, "receiver").start();
        client.connect(server.getLocalAddress());
        var sent = new CRC32C();
        var random = new Random(1);
        byte[] piece = new byte[PIECE];
        for (long left = size; left > 0; left -= PIECE) {
            random.nextBytes(piece);
            var bytes = ByteBuffer.wrap(piece, 0, (int) Math.min(PIECE, left));
            sent.update(bytes.duplicate());
            while (bytes.hasRemaining()) {
                client.write(bytes);
            }
        }
        client.shutdownOutput();
        try {
            assertEquals(sent.getValue(), arrived.get(60, TimeUnit.SECONDS));
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException(e);
        }
    }

    private long receive() throws IOException {
        var checksum = new CRC32C();
        var bytes = ByteBuffer.allocate(PIECE);
        try (var connection = server.accept()) {
            while (connection.read(bytes) >= 0) {
                checksum.update(bytes.flip());
                bytes.clear();
            }
        }
        return checksum.getValue();
    }

    /** One datagram from host 1 to a port of host 2 where nobody listens. */
    static void datagram(Lab lab, byte[] payload) throws IOException, LinuxException {
        try (var socket = lab.namespace(lab.host1).inside(() -> quietly(DatagramChannel::open))) {
            socket.send(ByteBuffer.wrap(payload), new InetSocketAddress(ADDRESS, 9));
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
