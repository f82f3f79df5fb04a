package dev.tapbench.validation;

import java.util.List;

/** Well-formed XHTML, piece by piece: browsers read it, and so does what makes the PDF. */
final class Html {
    private final StringBuilder text = new StringBuilder();

    /** Markup as it is. */
    Html raw(String markup) {
        text.append(markup);
        return this;
    }

    /** An element with text in it, which is escaped. */
    Html element(String name, String content) {
        return element(name, "", content);
    }

    /** Likewise, with a class. */
    Html element(String name, String ofClass, String content) {
        text.append('<').append(name);
        if (!ofClass.isEmpty()) {
            text.append(" class=\"").append(ofClass).append('"');
        }
        text.append('>').append(escape(content)).append("</").append(name).append('>');
        return this;
    }

    /** A table with a head; each cell is text. */
    Html table(List<String> head, List<List<String>> rows) {
        raw("<table><thead><tr>");
        head.forEach(cell -> element("th", cell));
        raw("</tr></thead><tbody>");
        rows.forEach(row -> {
            raw("<tr>");
            row.forEach(cell -> element("td", cell));
            raw("</tr>");
        });
        return raw("</tbody></table>\n");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
