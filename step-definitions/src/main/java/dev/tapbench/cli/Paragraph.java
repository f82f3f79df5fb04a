package dev.tapbench.cli;

import java.util.ArrayList;
import java.util.List;

/** Text for people, broken into lines. */
final class Paragraph {
    private Paragraph() {}

    /** The text in lines of at most {@code width} characters, broken between words where words are not longer than that. */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
