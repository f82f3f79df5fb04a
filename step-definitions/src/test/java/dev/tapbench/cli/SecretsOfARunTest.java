package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.Pin;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import dev.tapbench.profiles.TestKeys;
import dev.tapbench.reports.CanaryScan;
import dev.tapbench.reports.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No key, PIN or whole card number is in anything that a run of all three stories writes, compressed or not. */
class SecretsOfARunTest {
    /**
     * Of every test card; 16 digits stand alike in text, in packed decimal and in track 2 as hexadecimal. KEYDATA begins with
     * the issuer's number too, behind zeros, and is no secret: its serial number may happen to be digits only.
     */
    private static final Pattern PAN = Pattern.compile("(?<!000000)999902[0-9]{10}");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void aRunOfEachStory() {
        Captured tapbench = new Captured();
        int status = tapbench.run(
                "certify",
                "--only",
                // Each story, and those in which somebody hands around what is secret: the PIN in clear above all.
                "TC-P-001,TC-P-003,TC-P-012,TC-L-016,TC-L-017,TC-L-022,TC-L-029,TC-R-003,TC-R-004,TC-R-012",
                "--hsm",
                "embedded:",
                "--seed",
                "20261122",
                "--out",
                folder.toString());
        assertThat(status).as(tapbench.out() + tapbench.err()).isEqualTo(ExitStatus.PASSED);
    }

    @Test
    void noKeyAndNoPinBlock() {
        Secrets secrets = new Secrets();
        for (String file : List.of("prepaid.yaml", "fob.yaml", "phone.yaml", "phone-any.yaml")) {
            CardProfile profile = CardProfileFile.read(Path.of("../features/cards", file));
            TestKeys keys = profile.keys();
            secrets.forbid("KMC", keys.kmc());
            secrets.forbid("AC", keys.ac());
            secrets.forbid("SMI", keys.smi());
            secrets.forbid("SMC", keys.smc());
            secrets.forbid("issuer to MOTAPS", keys.issuerToMotaps());
            secrets.forbid("MOTAPS to TSP", keys.motapsToTsp());
            secrets.forbid("terminal MAC", keys.terminalMac());
            secrets.forbid("PIN block", PinBlocks.format2(profile.pin().reference()));
            secrets.forbid(
                    "wrong PIN block", PinBlocks.format2(wrong(profile.pin().reference())));
        }
        assertThat(new CanaryScan(secrets).scan(folder)).isEmpty();
    }

    @Test
    void theScanFindsWhatIsThere() throws IOException {
        Secrets planted = new Secrets();
        planted.forbid("the payment application's name", dev.tapbench.ports.Bytes.hex("F0544150011010"));
        assertThat(new CanaryScan(planted).scan(folder)).isNotEmpty();
        assertThat(files()).anySatisfy(file -> assertThat(text(file)).containsPattern("999902[*]{6}[0-9]{4}"));
    }

    @Test
    void noWholeCardNumber() throws IOException {
        assertThat(files()).filteredOn(file -> PAN.matcher(text(file)).find()).isEmpty();
    }

    /** What the scenarios enter as a wrong PIN: its last digit is one more. */
    private static Pin wrong(Pin pin) {
        String digits = pin.digits();
        int last = digits.length() - 1;
        return Pin.of(digits.substring(0, last) + (digits.charAt(last) - '0' + 1) % 10);
    }

    /** Each kind of output is there, so that an empty folder holds no secret by accident. */
    @Test
    void everyOutputOfARunWasScanned() throws IOException {
        assertThat(files().stream()
                        .map(f -> folder.relativize(f)
                                .toString()
                                .replaceFirst("^[^/\\\\]+.", "")
                                .replace('\\', '/')))
                .contains("index.html", "report.html", "report/index.html", "summary.json", "results.ndjson")
                .contains("junit.xml", "messages.ndjson", "trace/TC-L-029.ndjson", "allure-results/categories.json");
    }

    /** The single-file report holds its data in base64, and what is in that is scanned as well. */
    @Test
    void theScanReadsWhatIsPackedInTheSingleFile() {
        Secrets planted = new Secrets();
        planted.forbid("a header of a command", dev.tapbench.ports.Bytes.hex("00A4040007F0544150011010"));
        assertThat(new CanaryScan(planted).scan(folder))
                .anyMatch(leak ->
                        leak.file().endsWith("report.html") && leak.where().contains("base64"));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
