package chaos.http;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One HTTP/1.1 connection to a Unix socket, byte for byte what the test says. */
final class SocketClient implements AutoCloseable {

    private final SocketChannel channel;
    private final InputStream in;

    SocketClient(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        in = new BufferedInputStream(Channels.newInputStream(channel));
    }

    /** What came back; header names in lower case. */
    record Response(int status, Map<String, String> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
        }
    }

    Response get(String path, String... headers) throws IOException {
        return send("GET", path, "", headers);
    }

    Response putJson(String path, String body, String... headers) throws IOException {
        var all = new ArrayList<>(List.of("Content-Type: application/json"));
        all.addAll(List.of(headers));
        return send("PUT", path, body, all.toArray(String[]::new));
    }

    Response send(String method, String path, String body, String... headers) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: chaos\r\n");
        for (var header : headers) {
            head.append(header).append("\r\n");
        }
        if (bytes.length > 0 || method.equals("PUT")) {
            head.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        raw(head + "\r\n" + body);
        return read(method.equals("HEAD"));
    }

    void raw(String text) throws IOException {
        var buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    Response read(boolean headOnly) throws IOException {
        var status = Integer.parseInt(line().split(" ", 3)[1]);
        var headers = new TreeMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        var body = headOnly ? new byte[0] : body(headers);
        return new Response(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    /** {@return the next chunk of a chunked body; empty: it has ended} */
    String chunk() throws IOException {
        var bytes = in.readNBytes(Integer.parseInt(line(), 16));
        line();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** {@return whether the server has closed this connection; waits for its next byte or its end} */
    boolean closedByServer() throws IOException {
        return in.read() < 0;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            var body = new java.io.ByteArrayOutputStream();
            for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                body.write(in.readNBytes(size));
                line();
            }
            line();
            return body.toByteArray();
        }
        if (headers.containsKey("content-length")) {
            return in.readNBytes(Integer.parseInt(headers.get("content-length")));
        }
        return "close".equals(headers.get("connection")) ? in.readAllBytes() : new byte[0];
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection after \"" + line + '"');
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
