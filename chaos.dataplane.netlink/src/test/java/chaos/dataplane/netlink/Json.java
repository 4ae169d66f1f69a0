package chaos.dataplane.netlink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@code tc -j} writes: objects as maps, arrays as lists, numbers as doubles, the rest as text. */
final class Json {

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        return new Json(text).value();
    }

    private Object value() {
        blank();
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> object() {
        var members = new LinkedHashMap<String, Object>();
        at++;
        blank();
        while (text.charAt(at) != '}') {
            String name = string();
            blank();
            at++; // the colon
            members.put(name, value());
            comma();
        }
        at++;
        return members;
    }

    private List<Object> array() {
        var items = new ArrayList<Object>();
        at++;
        blank();
        while (text.charAt(at) != ']') {
            items.add(value());
            comma();
        }
        at++;
        return items;
    }

    private String string() {
        blank();
        int end = text.indexOf('"', at + 1);
        String found = text.substring(at + 1, end);
        at = end + 1;
        return found;
    }

    private Object word() {
        int start = at;
        while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String found = text.substring(start, at);
        return found.matches("-?[0-9].*") ? (Object) Double.valueOf(found) : found;
    }

    private void comma() {
        blank();
        if (text.charAt(at) == ',') {
            at++;
            blank();
        }
    }

    private void blank() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
