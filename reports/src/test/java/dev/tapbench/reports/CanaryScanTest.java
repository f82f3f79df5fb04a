package dev.tapbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryScanTest {
    private static final Bytes KEY = Bytes.hex("0F1E2D3C4B5A69788796A5B4C3D2E1F0");

    @TempDir
    Path folder = Path.of(".");

    private final Secrets secrets = new Secrets();

    @BeforeEach
    void register() {
        secrets.forbid("the key", KEY);
        secrets.forbidPan("5413330089604111");
    }

    private List<CanaryScan.Leak> leaks(byte[] content) throws IOException {
        Files.write(folder.resolve("file"), content);
        return new CanaryScan(secrets).scan(folder);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void findsBytesHexadecimalAndPan() throws IOException {
        assertThat(leaks(KEY.toArray())).singleElement().hasToString(folder.resolve("file") + " holds the key");
        assertThat(leaks(text("x" + KEY.toHex() + "y"))).hasSize(1);
        assertThat(leaks(text("x" + KEY.toHex().toLowerCase(java.util.Locale.ROOT))))
                .hasSize(1);
        assertThat(leaks(text("DE2 5413330089604111")))
                .singleElement()
                .satisfies(l -> assertThat(l.what()).isEqualTo("PAN 541333******4111"));
        assertThat(leaks(text("541333******4111 and " + KEY.slice(0, 4)))).isEmpty();
    }

    @Test
    void findsWhatIsPackedInsideAReport() throws IOException {
        byte[] clear = text("{\"step\": \"key " + KEY + "\"}");
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(clear);
        }
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(zlib)) {
            out.write(clear);
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("data.json"));
            out.write(clear);
        }
        for (byte[] packed : List.of(clear, gzip.toByteArray(), zlib.toByteArray(), zip.toByteArray())) {
            String base64 = Base64.getEncoder().encodeToString(packed);
            assertThat(leaks(text("<script>d('data/x.json','" + base64 + "')</script>")))
                    .hasSize(1);
            assertThat(leaks(text("ab" + base64))).as("not aligned").hasSize(1);
        }
        assertThat(leaks(text(Base64.getEncoder().encodeToString(KEY.toArray()))))
                .as("raw bytes")
                .hasSize(1);
    }
}
