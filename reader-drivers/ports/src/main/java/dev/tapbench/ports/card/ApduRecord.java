package dev.tapbench.ports.card;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What cards were told and what they answered, as text. A line {@code > 00A4..} is a command, {@code < 6F..9000} its answer,
 * {@code > *} any command, {@code #} begins a comment; spaces between digits do not count. A line {@code = CARD MEDIUM} begins a tap
 * of a card; a file without one is a plain script, for whichever card and over any number of taps. A line {@code @ seed N} says
 * of which run it is, and one {@code @ sha256 DIGEST} at the end that nobody has changed it.
 *
 * @param seed of the run; empty for a plain script
 * @param taps in their order
 */
public record ApduRecord(OptionalLong seed, List<Tap> taps) {
    /** What begins the name of a run's seed. */
    public static final String SEED = "@ seed ";

    /** What begins the digest of all lines before. */
    public static final String DIGEST = "@ sha256 ";

    private static final String ANY = "*";

    public ApduRecord {
        taps = List.copyOf(taps);
    }

    /**
     * One activation.
     *
     * @param card its name; empty in a plain script
     * @param medium likewise
     * @param exchanges in their order
     */
    public record Tap(String card, String medium, List<Exchange> exchanges) {
        public Tap {
            exchanges = List.copyOf(exchanges);
        }
    }

    /**
     * A command and its answer.
     *
     * @param command empty where any command is answered so
     * @param response status word included
     * @param line where the command stands
     */
    public record Exchange(Optional<Bytes> command, Bytes response, int line) {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException naming the line that is none, or the file that cannot be read
     * @throws DeviceException when it was changed since it was recorded
     */
    public static ApduRecord read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            requireUnchanged(file, lines);
            return parse(file.toString(), lines);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the record " + file + " cannot be read: expected a file of --record, or a script"
                            + " of '> command' and '< answer' lines",
                    e);
        }
    }

    private static void requireUnchanged(Path file, List<String> lines) {
        int last = lines.size() - 1;
        if (last >= 0 && lines.get(last).startsWith(DIGEST)) {
            MessageDigest digest = sha256();
            lines.subList(0, last).forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
            String found = HexFormat.of().formatHex(digest.digest());
            String recorded = lines.get(last).substring(DIGEST.length()).strip();
            if (!recorded.equals(found)) {
                throw new DeviceException(
                        "the record " + file + " was changed since it was recorded (SHA-256 " + recorded + ", now "
                                + found + "): record it again, or take its last line away to play it as it is");
            }
        }
    }

    /** The digest of a record's lines, each with a line feed at its end. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static ApduRecord parse(String file, List<String> lines) {
        Parser parser = new Parser(file);
        lines.forEach(parser::line);
        return parser.end();
    }

    /** The line that begins a tap. */
    public static String tapLine(Card card, Medium medium) {
        return "= " + card.id() + " " + medium.label();
    }

    /** The lines of an exchange. */
    public static String exchangeLines(Bytes command, Bytes response) {
        return "> " + command.toHex() + "\n< " + response.toHex();
    }

    private static final class Parser {
        private final String file;
        private final List<Tap> taps = new ArrayList<>();
        private final List<Exchange> exchanges = new ArrayList<>();
        private String card = "";
        private String medium = "";
        private OptionalLong seed = OptionalLong.empty();
        private Optional<String> command = Optional.empty();
        private int number;

        Parser(String file) {
            this.file = file;
        }

        void line(String raw) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                return;
            }
            if (command.isPresent() && line.charAt(0) != '<') {
                throw wrong(line, "'< answer' to the command before");
            }
            switch (line.charAt(0)) {
                case '>' -> command = Optional.of(line.substring(1).strip());
                case '<' -> answered(line);
                case '=' -> tapped(line);
                case '@' -> headed(line);
                default -> throw wrong(line, "'> command', '< answer', '= card medium', '@ seed N' or '# comment'");
            }
        }

        private void answered(String line) {
            String text = command.orElseThrow(() -> wrong(line, "a '> command' before it"));
            Optional<Bytes> told = text.equals(ANY) ? Optional.empty() : Optional.of(bytes(text));
            exchanges.add(new Exchange(told, bytes(line.substring(1)), number - 1));
            command = Optional.empty();
        }

        private Bytes bytes(String text) {
            try {
                return Bytes.hex(text.replace(" ", "").toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        file + ": line " + number + " has '" + text.strip() + "': expected hexadecimal digits", e);
            }
        }

        private void tapped(String line) {
            String[] words = line.substring(1).strip().split(" +", -1);
            if (words.length != 2) {
                throw wrong(line, "'= card medium'");
            }
            endTap();
            card = words[0];
            medium = words[1];
        }

        private void headed(String line) {
            if (line.startsWith(DIGEST)) {
                return;
            }
            try {
                seed = OptionalLong.of(
                        Long.parseLong(line.substring(SEED.length()).strip()));
            } catch (NumberFormatException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        file + ": line " + number + " is '" + line + "': expected '" + SEED + "NUMBER'", e);
            }
        }

        private void endTap() {
            if (!exchanges.isEmpty() || !card.isEmpty()) {
                taps.add(new Tap(card, medium, exchanges));
                exchanges.clear();
            }
        }

        ApduRecord end() {
            if (command.isPresent()) {
                throw new IllegalArgumentException(
                        file + " ends without an answer to " + command.get() + ": expected '< answer'");
            }
            endTap();
            return new ApduRecord(seed, taps);
        }

        private IllegalArgumentException wrong(String line, String expected) {
            return new IllegalArgumentException(file + ": line " + number + " is '" + line + "': expected " + expected);
        }
    }
}
