package dev.tapbench.reports;

import dev.tapbench.ports.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Looks for forbidden values in everything a run wrote: in binary, in hexadecimal, in base64 (the single-file report holds its
 * data so), and inside gzip, zlib and zip, one in the other.
 */
public final class CanaryScan {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{16,}={0,2}");
    private static final int DEEPEST = 4;

    private final Secrets secrets;

    public CanaryScan(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * A leak.
     *
     * @param where how it was reached: {@code base64 > gzip}; empty in the file itself
     * @param what the forbidden value's name, never the value
     */
    public record Leak(Path file, String where, String what) {
        @Override
        public String toString() {
            return file + (where.isEmpty() ? "" : " (" + where + ")") + " holds " + what;
        }
    }

    /**
     * All leaks below a folder, at most one a file and way.
     *
     * @throws UncheckedIOException when a file cannot be read
     */
    public List<Leak> scan(Path folder) {
        List<Leak> leaks = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                scan(file, "", Files.readAllBytes(file), 0, leaks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return leaks;
    }

    private void scan(Path file, String where, byte[] bytes, int depth, List<Leak> leaks) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Optional<String> found = secrets.in(bytes).or(() -> secrets.in(text));
        found.ifPresent(what -> leaks.add(new Leak(file, where, what)));
        if (depth == DEEPEST) {
            return;
        }
        unpack(bytes).ifPresent(u -> scan(file, then(where, u.how), u.bytes.toArray(), depth + 1, leaks));
        Matcher matcher = BASE64.matcher(text);
        while (matcher.find()) {
            for (byte[] decoded : decoded(matcher.group())) {
                scan(file, then(where, "base64"), decoded, depth + 1, leaks);
            }
        }
    }

    private static String then(String where, String how) {
        return where.isEmpty() ? how : where + " > " + how;
    }

    /** The run at each of its four alignments: other text may stand directly before. */
    private static List<byte[]> decoded(String run) {
        List<byte[]> all = new ArrayList<>();
        String digits = run.replace("=", "");
        for (int skip = 0; skip < 4; skip++) {
            int length = (digits.length() - skip) / 4 * 4;
            int rest = digits.length() - skip - length;
            int end = skip + length + (rest >= 2 ? rest : 0);
            if (end - skip >= 8) {
                all.add(Base64.getDecoder().decode(digits.substring(skip, end)));
            }
        }
        return all;
    }

    private record Unpacked(String how, Bytes bytes) {}

    private static Optional<Unpacked> unpack(byte[] bytes) {
        try {
            if (starts(bytes, 0x1F, 0x8B)) {
                return Optional.of(new Unpacked("gzip", all(new GZIPInputStream(new ByteArrayInputStream(bytes)))));
            }
            if (starts(bytes, 'P', 'K')) {
                return Optional.of(new Unpacked("zip", zip(bytes)));
            }
            if (starts(bytes, 0x78, 0x9C) || starts(bytes, 0x78, 0xDA) || starts(bytes, 0x78, 0x01)) {
                return Optional.of(new Unpacked("zlib", all(new InflaterInputStream(new ByteArrayInputStream(bytes)))));
            }
        } catch (IOException notPacked) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean starts(byte[] bytes, int first, int second) {
        return bytes.length > 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static Bytes all(InputStream in) throws IOException {
        try (in) {
            return Bytes.of(in.readAllBytes());
        }
    }

    private static Bytes zip(byte[] bytes) throws IOException {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                zip.transferTo(contents);
            }
        }
        return Bytes.of(contents.toByteArray());
    }
}
