package chaos.client;

import chaos.api.socket.SocketPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.auth.AuthSchemeFactory;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.CookieSpecFactory;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** HTTP over the Unix socket of the appliance. */
final class SocketHttp implements AutoCloseable {

    /** No answer of the API comes near this. */
    private static final int MAX_ANSWER = 4 * 1024 * 1024;

    /** The daemon gives every operation on the kernel its own, much shorter time; this is for a daemon that hangs. */
    private static final int ANSWER_SECONDS = 30;

    private static final String ORIGIN = "http://localhost";

    // What the library's look-ups find; they say "none" by null.
    private static final Optional<CookieSpecFactory> NO_COOKIES = Optional.empty();
    private static final Optional<AuthSchemeFactory> NO_LOGINS = Optional.empty();
    private static final Optional<Credentials> NO_CREDENTIALS = Optional.empty();

    private final SocketPath socket;
    private final CloseableHttpClient client;

    SocketHttp(SocketPath socket) {
        this.socket = socket;
        this.client = client(socket);
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param tag the entity tag without its quotes; empty text: none
     * @param body the bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // read once and never compared
    record Answer(int status, String tag, byte[] body) {}

    Answer get(String path) throws UnreachableException {
        return ask(new HttpGet(ORIGIN + path));
    }

    Answer delete(String path) throws UnreachableException {
        return ask(new HttpDelete(ORIGIN + path));
    }

    Answer post(String path, byte[] json) throws UnreachableException {
        var post = new HttpPost(ORIGIN + path);
        post.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        return ask(post);
    }

    Answer put(String path, byte[] json, Optional<String> tag) throws UnreachableException {
        var put = new HttpPut(ORIGIN + path);
        put.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        tag.ifPresent(value -> put.setHeader(HttpHeaders.IF_MATCH, '"' + value + '"'));
        return ask(put);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the connection", e);
        }
    }

    /**
     * What the library would set up for the open internet (TLS, cookies, logins, content codings, redirects) is left
     * out: none of it can occur on a Unix socket, and it is more than half of the time that a command takes.
     */
    private static CloseableHttpClient client(SocketPath socket) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy((plain, host, port, attachment, context) -> {
                    throw new IOException("there is no TLS on a Unix socket");
                })
                .build();
        var config = RequestConfig.custom()
                .setUnixDomainSocket(socket.path())
                .setResponseTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(config)
                .setDefaultCookieSpecRegistry(name -> NO_COOKIES.orElse(null))
                .setDefaultAuthSchemeRegistry(name -> NO_LOGINS.orElse(null))
                .setDefaultCredentialsProvider((scope, context) -> NO_CREDENTIALS.orElse(null))
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableRedirectHandling()
                .disableAuthCaching()
                .build();
    }

    private Answer ask(HttpUriRequestBase request) throws UnreachableException {
        try {
            return client.execute(request, SocketHttp::answer);
        } catch (UnresolvedAddressException e) {
            throw new UnreachableException(unreachable("cannot be opened"), e);
        } catch (IOException e) {
            throw new UnreachableException(unreachable(e), e);
        }
    }

    private static Answer answer(ClassicHttpResponse response) throws IOException {
        var entity = response.getEntity();
        var body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity, MAX_ANSWER);
        var tag = response.getFirstHeader(HttpHeaders.ETAG);
        return new Answer(
                response.getCode(),
                tag == null ? "" : tag.getValue().replace("\"", ""),
                body == null ? new byte[0] : body);
    }

    private String unreachable(IOException failure) {
        if (!Files.exists(socket.path())) {
            return unreachable("does not exist");
        }
        if (!Files.isWritable(socket.path())) {
            return "you may not use the socket " + socket + "; be its owner or in its group";
        }
        return failure instanceof java.net.SocketTimeoutException
                ? "the daemon on " + socket + " did not answer within " + ANSWER_SECONDS + " s; look at its log"
                : unreachable("has nobody listening");
    }

    private String unreachable(String why) {
        return "no daemon answers: the socket " + socket + " " + why
                + "; start one with chaosd, or name its socket with --socket or " + SocketPath.VARIABLE;
    }
}
