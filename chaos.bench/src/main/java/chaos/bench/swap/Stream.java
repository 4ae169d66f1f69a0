package chaos.bench.swap;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Text over one Unix socket, both ways. */
final class Stream implements AutoCloseable {

    private final SocketChannel channel;
    private final InputStream in;

    Stream(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        in = new BufferedInputStream(Channels.newInputStream(channel));
    }

    void send(String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Everything up to and with this mark. */
    String readThrough(String mark) throws IOException {
        var text = new StringBuilder();
        while (text.length() < mark.length() || text.lastIndexOf(mark) != text.length() - mark.length()) {
            text.append((char) next(text));
        }
        return text.toString();
    }

    String read(int bytes) throws IOException {
        var read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException("the connection ended after " + read.length + " of " + bytes + " bytes");
        }
        return new String(read, StandardCharsets.UTF_8);
    }

    private int next(CharSequence sofar) throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the connection ended after \"" + sofar + "\"");
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
