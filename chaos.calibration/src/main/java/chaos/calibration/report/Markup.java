package chaos.calibration.report;

/** HTML that is put together piece by piece; whatever is no markup is escaped. */
final class Markup {

    private final StringBuilder html = new StringBuilder();

    /** What is markup already. */
    Markup raw(String markup) {
        html.append(markup);
        return this;
    }

    /** What somebody wrote. */
    Markup text(String words) {
        html.append(escape(words));
        return this;
    }

    /** An element with text in it; the tag may have attributes. */
    Markup element(String tag, String words) {
        return raw("<" + tag + ">").text(words).raw("</" + tag.split(" ", 2)[0] + ">\n");
    }

    /** A list of sentences; nothing if there is none. */
    Markup list(Iterable<String> sentences) {
        if (!sentences.iterator().hasNext()) {
            return this;
        }
        raw("<ul>\n");
        sentences.forEach(sentence -> element("li", sentence));
        return raw("</ul>\n");
    }

    /** A row of a list of names and what they stand for. */
    Markup fact(String name, String value) {
        return element("dt", name).element("dd", value);
    }

    static String escape(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** JSON for inside a script element, which nothing in it may end. */
    static String script(String json) {
        return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
