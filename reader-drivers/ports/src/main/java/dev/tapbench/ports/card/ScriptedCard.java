package dev.tapbench.ports.card;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fake card that plays a script: commands it expects, in order and over any number of taps, and what it answers. A command
 * that the script does not expect is an {@link AssertionError} that says what was expected, what came and where. It ships in
 * main, so that drivers and parties outside this repository can be tested with it.
 */
public final class ScriptedCard implements Card {
    private record Step(Bytes command, Bytes response) {}

    private final String id;
    private final List<Step> script = new ArrayList<>();
    private final Map<Bytes, Bytes> always = new LinkedHashMap<>();
    private int position;

    private ScriptedCard(String id) {
        this.id = id;
    }

    /** A card with an empty script. */
    public static ScriptedCard named(String id) {
        return new ScriptedCard(id);
    }

    /**
     * A card whose script is written in lines: {@code > 00A4..} expects a command, {@code < 9000} answers it, {@code #} begins a
     * comment. What a trace of a link prints in this form is a script.
     *
     * @throws IllegalArgumentException naming the line that cannot be read
     */
    public static ScriptedCard parse(String id, String text) {
        ScriptedCard card = new ScriptedCard(id);
        List<Bytes> open = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            char direction = line.charAt(0);
            if (direction == '>' && open.isEmpty()) {
                open.add(bytes(number, line));
            } else if (direction == '<' && !open.isEmpty()) {
                card.script.add(new Step(open.remove(0), bytes(number, line)));
            } else {
                throw new IllegalArgumentException("line " + number + " of the script: expected "
                        + (open.isEmpty() ? "'> command'" : "'< response'") + ", came '" + line + "'");
            }
        }
        if (!open.isEmpty()) {
            throw new IllegalArgumentException("the script ends without a response to " + open.get(0));
        }
        return card;
    }

    private static Bytes bytes(int number, String line) {
        try {
            return Bytes.hex(line.substring(1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "line " + number + " of the script: expected hexadecimal digits, came '" + line + "'", e);
        }
    }

    /** Expects a command next and answers it; both in hexadecimal. */
    public ScriptedCard answers(String command, String response) {
        script.add(new Step(Bytes.hex(command), Bytes.hex(response)));
        return this;
    }

    /** Answers a command whenever it comes out of the script's order, as often as it comes; both in hexadecimal. */
    public ScriptedCard alwaysAnswers(String command, String response) {
        always.put(Bytes.hex(command), Bytes.hex(response));
        return this;
    }

    @Override
    public String id() {
        return id;
    }

    /** One activation. */
    public CardLink link() {
        return new CardLink() {
            private boolean closed;

            @Override
            public byte[] transmit(byte[] command) {
                if (closed) {
                    throw new DeviceException("the link to card '" + id + "' is closed: tap again for a new one");
                }
                return answer(Bytes.of(command)).toArray();
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    /** A reader that reads this card and no other. */
    public Reader reader(Medium medium) {
        return new ScriptedReader(this, medium);
    }

    private synchronized Bytes answer(Bytes command) {
        if (position < script.size() && script.get(position).command().equals(command)) {
            return script.get(position++).response();
        }
        Bytes answer = always.get(command);
        if (answer != null) {
            return answer;
        }
        throw new AssertionError("card '" + id + "', command " + (position + 1) + " of " + script.size() + ": expected "
                + expected() + ", came " + command);
    }

    private String expected() {
        return position < script.size() ? script.get(position).command().toString() : "no command any more";
    }

    /**
     * Ends a test.
     *
     * @throws AssertionError when commands of the script have not come
     */
    public synchronized void requireDone() {
        if (position < script.size()) {
            throw new AssertionError("card '" + id + "': " + (script.size() - position) + " of " + script.size()
                    + " expected commands did not come; the next is " + expected());
        }
    }
}
