package chaos.gogo.ui;

import java.nio.charset.StandardCharsets;

/**
 * An answer of our own.
 *
 * @param status the status line's number and words
 * @param fields more header fields, each with its line end
 * @param text for people
 */
record Reply(String status, String fields, String text) {

    static Reply forbidden(String why) {
        return new Reply("403 Forbidden", "", "chaos ui: " + why + "\n");
    }

    static Reply badRequest(String why) {
        return new Reply("400 Bad Request", "", "chaos ui: " + why + "\n");
    }

    static Reply tooLarge(String why) {
        return new Reply("413 Content Too Large", "", "chaos ui: " + why + "\n");
    }

    static Reply unreachable(String why) {
        return new Reply("502 Bad Gateway", "", "chaos ui: " + why + "\n");
    }

    static Reply busy() {
        return new Reply("503 Service Unavailable", "Retry-After: 1\r\n", "chaos ui: too many connections\n");
    }

    static Reply redirect(String path) {
        return new Reply("303 See Other", "Location: " + path + "\r\n", "");
    }

    Reply with(String name, String value) {
        return new Reply(status, fields + name + ": " + value + "\r\n", text);
    }

    byte[] bytes() {
        var body = text.getBytes(StandardCharsets.UTF_8);
        var head = "HTTP/1.1 " + status + "\r\n" + fields + "Content-Type: text/plain; charset=utf-8\r\n"
                + "Content-Length: " + body.length + "\r\nCache-Control: no-store\r\n"
                + "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n";
        return (head + text).getBytes(StandardCharsets.UTF_8);
    }
}
