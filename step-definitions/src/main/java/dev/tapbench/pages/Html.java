package dev.tapbench.pages;

import java.util.List;

/** Well-formed XHTML, piece by piece: browsers read it, and so does what makes the PDF. */
public final class Html {
    private final StringBuilder text = new StringBuilder();

    /** A document up to its body, which {@link #end} closes. */
    public static Html page(String title, String css) {
        return new Html()
                .raw(
                        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head>"
                                + "<meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"/>")
                .element("title", title)
                .raw("<style>" + css + "</style></head><body>\n");
    }

    /** The whole document. */
    public String end() {
        return raw("</body></html>\n").toString();
    }

    /** Markup as it is. */
    public Html raw(String markup) {
        text.append(markup);
        return this;
    }

    /** An element with text in it, which is escaped. */
    public Html element(String name, String content) {
        return element(name, "", content);
    }

    /** Likewise, with a class. */
    public Html element(String name, String ofClass, String content) {
        text.append('<').append(name);
        if (!ofClass.isEmpty()) {
            text.append(" class=\"").append(ofClass).append('"');
        }
        text.append('>').append(escape(content)).append("</").append(name).append('>');
        return this;
    }

    /** A table with a head; each cell is text. */
    public Html table(List<String> head, List<List<String>> rows) {
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

    public static String escape(String text) {
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
