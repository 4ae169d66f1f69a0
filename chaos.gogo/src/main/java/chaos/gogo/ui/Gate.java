package chaos.gogo.ui;

import chaos.gogo.ui.RequestHead.RefusedHeadException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Who may pass. A page from elsewhere can make the browser send requests here, and can give our address a name of its
 * own (DNS rebinding); so the Host must be ours, an Origin must be ours, and the browser must hold a cookie that only
 * the one-time token in the printed address is changed for.
 */
final class Gate {

    private static final String HOME = "/swagger-ui/";
    private static final String TOKEN = "/?token=";
    private static final int SECRET_BYTES = 32;

    private final List<String> hosts;
    private final String cookieName;
    private final String cookie = secret();
    private final String token = secret();
    private final AtomicBoolean used = new AtomicBoolean();

    /** A gate at this port. */
    Gate(int port) {
        this.hosts = List.of("127.0.0.1:" + port, "localhost:" + port);
        // Cookies know no ports: two at once must not overwrite each other's.
        this.cookieName = "chaos-ui-" + port;
    }

    /** The token, good for once. */
    String token() {
        return token;
    }

    /**
     * What a request gets from us; empty: it may pass.
     *
     * @throws RefusedHeadException if it cannot be understood
     */
    Optional<Reply> stop(RequestHead head) throws RefusedHeadException {
        if (head.only("Host").filter(hosts::contains).isEmpty()) {
            return Optional.of(Reply.forbidden("this address is " + String.join(" or ", hosts) + " and no other"));
        }
        var origin = head.only("Origin");
        if (origin.isPresent() && hosts.stream().noneMatch(host -> origin.get().equals("http://" + host))) {
            return Optional.of(Reply.forbidden("a page from elsewhere may not use this"));
        }
        if (head.target().startsWith(TOKEN)) {
            return Optional.of(redeem(head));
        }
        if (!holdsCookie(head)) {
            return Optional.of(Reply.forbidden("open the address that chaos ui printed, with its token"));
        }
        return head.target().equals("/") ? Optional.of(Reply.redirect(HOME)) : Optional.empty();
    }

    private Reply redeem(RequestHead head) {
        if (!head.method().equals("GET") || !same(head.target().substring(TOKEN.length()), token)) {
            return Reply.forbidden("this token is not the one that chaos ui printed");
        }
        if (used.getAndSet(true)) {
            return holdsCookie(head)
                    ? Reply.redirect(HOME)
                    : Reply.forbidden("this token has been used; end chaos ui and start it again");
        }
        return Reply.redirect(HOME)
                .with("Set-Cookie", cookieName + "=" + cookie + "; Path=/; HttpOnly; SameSite=Strict");
    }

    private boolean holdsCookie(RequestHead head) {
        return head.all("Cookie").stream()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .map(String::strip)
                .anyMatch(pair -> same(pair, cookieName + "=" + cookie));
    }

    /** In a time that tells nothing about where the two differ. */
    private static boolean same(String given, String secret) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.ISO_8859_1), secret.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String secret() {
        var bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
