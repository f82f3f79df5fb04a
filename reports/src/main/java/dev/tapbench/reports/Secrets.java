package dev.tapbench.reports;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Values that must never be written: registered by whoever knows them (keys, PIN blocks, PANs), or learned by the {@link
 * Masker} where structure shows them. They are hidden in every text that goes to a sink, and a scan of what was written looks
 * for each of them. Thread-safe; one registry a run.
 */
public final class Secrets {
    /** Shorter values would be found everywhere by chance. */
    static final int SHORTEST_TEXT = 8;

    private static final int PREFIX = 4;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, List<Needle>> texts = new HashMap<>();
    private final Map<Integer, List<Needle>> binaries = new HashMap<>();

    /** A hidden value: what to look for in lower case or in bytes, and what to write instead. */
    private record Needle(String name, String text, Bytes bytes, String instead) {}

    /**
     * Never write these bytes, in binary or as hexadecimal.
     *
     * @param name what they are, for the report of a leak; never the value
     * @throws IllegalArgumentException for less than 5 bytes: register a PIN as its PIN block
     */
    public void forbid(String name, Bytes value) {
        if (value.length() <= PREFIX) {
            throw new IllegalArgumentException("'" + name + "' has " + value.length()
                    + " bytes: values below 5 bytes are found by chance; register a PIN as its PIN block");
        }
        String hex = value.toHex().toLowerCase(Locale.ROOT);
        add(new Needle(name, hex, value, "*".repeat(hex.length())));
    }

    /**
     * Never write this primary account number but for its first six and last four digits.
     *
     * @param digits 12 to 19 decimal digits
     */
    public void forbidPan(String digits) {
        if (!digits.matches("[0-9]{12,19}")) {
            throw new IllegalArgumentException(
                    "a PAN has 12 to 19 digits, this has " + digits.length() + " characters");
        }
        String instead = Masker.pan(digits);
        Bytes ascii = Bytes.of(digits.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        add(new Needle("PAN " + instead, digits, ascii, instead));
    }

    private void add(Needle needle) {
        lock.writeLock().lock();
        try {
            List<Needle> sameStart = texts.computeIfAbsent(needle.text.substring(0, PREFIX), k -> new ArrayList<>(1));
            if (sameStart.stream().noneMatch(n -> n.text.equals(needle.text))) {
                sameStart.add(needle);
                sameStart.sort(
                        Comparator.comparingInt((Needle n) -> n.text.length()).reversed());
                binaries.computeIfAbsent(start(needle.bytes.toArray(), 0), k -> new ArrayList<>(1))
                        .add(needle);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** The text with every forbidden value replaced by asterisks, a PAN's first six and last four digits kept. */
    public String hide(String text) {
        if (text.length() < SHORTEST_TEXT) {
            return text;
        }
        String lower = lower(text);
        StringBuilder out = null;
        int copied = 0;
        lock.readLock().lock();
        try {
            for (int at = 0; at + PREFIX <= lower.length(); ) {
                Needle needle = at(lower, at);
                if (needle == null) {
                    at++;
                    continue;
                }
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, at).append(needle.instead);
                at += needle.text.length();
                copied = at;
            }
        } finally {
            lock.readLock().unlock();
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    /** Letters of hexadecimal only: the lower case of other letters may be longer, and places must stay the same. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'F') {
                lower.setCharAt(i, (char) (c + 'a' - 'A'));
            }
        }
        return lower.toString();
    }

    private @Nullable Needle at(String lower, int at) {
        List<Needle> candidates = texts.get(lower.substring(at, at + PREFIX));
        if (candidates != null) {
            for (Needle needle : candidates) {
                if (lower.startsWith(needle.text, at)) {
                    return needle;
                }
            }
        }
        return null;
    }

    /** The name of a forbidden value that the text holds, if any. */
    public Optional<String> in(String text) {
        String lower = lower(text);
        lock.readLock().lock();
        try {
            for (int at = 0; at + PREFIX <= lower.length(); at++) {
                Needle needle = at(lower, at);
                if (needle != null) {
                    return Optional.of(needle.name);
                }
            }
        } finally {
            lock.readLock().unlock();
        }
        return Optional.empty();
    }

    /** The name of a forbidden value that the bytes hold in binary, if any. */
    public Optional<String> in(byte[] bytes) {
        lock.readLock().lock();
        try {
            for (int at = 0; at + PREFIX <= bytes.length; at++) {
                List<Needle> candidates = binaries.get(start(bytes, at));
                if (candidates != null) {
                    for (Needle needle : candidates) {
                        if (startsWith(bytes, at, needle.bytes)) {
                            return Optional.of(needle.name);
                        }
                    }
                }
            }
        } finally {
            lock.readLock().unlock();
        }
        return Optional.empty();
    }

    private static int start(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | (bytes[at + 3] & 0xFF);
    }

    private static boolean startsWith(byte[] bytes, int at, Bytes needle) {
        if (at + needle.length() > bytes.length) {
            return false;
        }
        for (int i = PREFIX; i < needle.length(); i++) {
            if ((bytes[at + i] & 0xFF) != needle.at(i)) {
                return false;
            }
        }
        return true;
    }
}
