package dev.tapbench.drivers.pcsc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Native;
import dev.tapbench.drivers.vpcd.VpcdPresenterDriver;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.card.PresentedCard;
import dev.tapbench.ports.card.Reader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes and goes at a service, and who may use it: found, and said with the remedy. */
@SuppressWarnings("NullAway.Init")
@Timeout(120)
class PcscDoctorTest {
    private static final Path SOCKET = Path.of("/run/pcscd/pcscd.comm");
    private static final int PORT = 35_963;
    private static final Bytes ANSWER_TO_RESET = Bytes.hex("3B00");
    private static final String CONFIGURATION = """
            FRIENDLYNAME "Plugged"
            DEVICENAME /dev/null:0x8C7B
            LIBPATH /usr/lib/pcsc/drivers/serial/libifdvpcd.so
            CHANNELID 0x8C7B
            """;

    @TempDir
    private Path folder;

    private PcscService service;

    @BeforeEach
    void open() {
        service = PcscService.open();
    }

    @AfterEach
    void close() throws IOException {
        if (service != null) {
            service.close();
        }
    }

    private static Bytes tapped(Reader reader) throws IOException, InterruptedException {
        try (WireCard card = new WireCard(PORT, ANSWER_TO_RESET, heard -> Bytes.hex("9000"))) {
            card.awaitPower();
            try (CardLink link = reader.tap(new PresentedCard("wire card"))) {
                return Bytes.of(link.transmit(Bytes.hex("00840000").toArray()));
            }
        }
    }

    /**
     * A virtual reader cannot be pulled from a service that runs (SIGUSR1 brought and took none with pcscd 1.9.9), so the service is
     * started anew with other readers; whoever uses them goes on with what was opened before.
     */
    @Test
    void aReaderThatIsPluggedInAgainIsThereAgain() throws Exception {
        Path drivers = Files.createDirectories(folder.resolve("readers"));
        Path configuration = Files.writeString(drivers.resolve("plugged"), CONFIGURATION);
        service.restart("--config", drivers.toString());
        try (Reader reader = new PcscDriver().open(Target.parse("pcsc:Plugged 00 00"))) {
            assertThat(tapped(reader)).isEqualTo(Bytes.hex("9000"));

            Files.delete(configuration);
            service.restart("--config", drivers.toString());
            assertThatThrownBy(() -> reader.tap(new PresentedCard("wire card")))
                    .isInstanceOf(DeviceException.class)
                    .isNotInstanceOf(CardRemovedException.class)
                    .hasMessageContaining(
                            "no PC/SC reader is named 'Plugged 00 00': no reader is plugged in; plug it in");
            Probe without = new PcscDriver().probe();
            assertThat(without.available()).isFalse();
            assertThat(without.remedy()).contains("the PC/SC service runs and has no reader: plug one in");

            Files.writeString(configuration, CONFIGURATION);
            service.restart("--config", drivers.toString());
            assertThat(tapped(reader)).isEqualTo(Bytes.hex("9000"));
        }
    }

    /** Its library says of a closed door that nobody is at home; the socket itself says which it is. */
    @Test
    void aUserWhoMayNotIsToldSo() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root can be another user");
        assertThat(probedByNobody()).isEqualTo("available");
        // The socket of the service that is started anew has its usual mode again.
        service.restart();
        for (Path closed : List.of(SOCKET, SOCKET.getParent())) {
            var before = Files.getPosixFilePermissions(closed);
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
            try {
                assertThat(probedByNobody())
                        .contains("SCARD_E_NO_SERVICE; the service is there and this user (nobody) may not use it")
                        .contains("let the user into " + closed);
            } finally {
                Files.setPosixFilePermissions(closed, before);
            }
        }
    }

    /** Classes and the library where everybody can read them. */
    private String probedByNobody() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> places = new ArrayList<>();
        for (Class<?> type : Set.of(PcscDriver.class, Target.class, ProbeProgram.class, Native.class)) {
            Path source = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path copy = folder.resolve(type.getSimpleName() + (Files.isDirectory(source) ? "" : ".jar"));
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : files.toList()) {
                    Path target = copy.resolve(source.relativize(file).toString());
                    if (!Files.exists(target)) {
                        Files.copy(file, target);
                    }
                }
            }
            places.add(copy.toString());
        }
        Process process = new ProcessBuilder(
                        "runuser",
                        "-u",
                        "nobody",
                        "--",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        String.join(File.pathSeparator, places),
                        ProbeProgram.class.getName())
                .redirectError(folder.resolve("warnings").toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor())
                .as(said + Files.readString(folder.resolve("warnings")))
                .isZero();
        return said;
    }

    /** A service without vsmartcard's driver leaves its ports to whoever asks. */
    @Test
    void virtualReadersAreFoundWithoutACardInThem() throws Exception {
        assertThat(new VpcdPresenterDriver().probe().devices())
                .extracting(Probe.Device::target)
                .containsExactly("vpcd:35963", "vpcd:35964");
        service.restart(
                "--config", Files.createDirectories(folder.resolve("none")).toString());
        Probe none = new VpcdPresenterDriver().probe();
        assertThat(none.available()).isFalse();
        assertThat(none.remedy())
                .contains("no virtual reader listens on port 35963: on Debian 'apt-get install pcscd vsmartcard-vpcd'");
    }
}
