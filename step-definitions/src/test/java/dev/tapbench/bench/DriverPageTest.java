package dev.tapbench.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.ReaderDriver;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver of docs/drivers.md: compiled from the page, dropped in as a jar, found, and used. */
class DriverPageTest {
    private static final String SERVICE = "META-INF/services/dev.tapbench.ports.card.ReaderDriver";

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void compile() throws IOException {
        String page = Files.readString(Path.of("../docs/drivers.md"));
        Path source = folder.resolve("lab").resolve("LinesDriver.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, block(page, "java"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(status).isZero();
        Path service = classes.resolve(SERVICE);
        Files.createDirectories(service.getParent());
        Files.writeString(service, block(page, "text"));
        jar = folder.resolve("lines.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                out.write(Files.readAllBytes(file));
            }
        }
    }

    private static String block(String page, String language) {
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(matcher.find()).as("the page has a block of %s", language).isTrue();
        return matcher.group(1);
    }

    @Test
    void theExampleIsFoundAndReadsACard() throws Exception {
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {jar.toUri().toURL()}, DriverPageTest.class.getClassLoader());
                ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ReaderDriver driver = ServiceLoader.load(ReaderDriver.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(found -> found.scheme().equals("lines"))
                    .findFirst()
                    .orElseThrow();
            assertThat(driver.probe().available()).isTrue();
            CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> answerOnce(server));
            Target target = Target.parse("lines:127.0.0.1/" + server.getLocalPort());
            try (Reader reader = driver.open(target);
                    CardLink link = reader.tap(() -> "whichever")) {
                assertThat(Bytes.of(link.transmit(Bytes.hex("00A4040000").toArray())))
                        .isEqualTo(Bytes.hex("6A82"));
            }
            assertThat(asked.get()).isEqualTo("00A4040000");
        }
    }

    private static String answerOnce(ServerSocket server) {
        try (Socket socket = server.accept();
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true, UTF_8)) {
            String command = in.readLine();
            out.println("6A82");
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the launcher has it: the jar beside the others on the class path of the command line. */
    @Test
    void aJarOnTheClassPathIsListed() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path") + File.pathSeparator + jar,
                        "dev.tapbench.cli.Main",
                        "readers",
                        "--json")
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        assertThat(out).contains("lines:HOST/PORT");
    }
}
